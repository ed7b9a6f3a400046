package quayside.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quayside.core.driver.Profiles;
import quayside.core.model.Profile;

/** {@code profile …}: settings that instances share. */
@Command(
    name = "profile",
    description = "Profiles of Incus and LXD servers; config profiles gives them to containers.",
    synopsisSubcommandLabel = "VERB")
final class ProfileCommands extends OnServer {
  private static final String PROFILE = "NODE:PROFILE";

  ProfileCommands(Shell shell) {
    super(shell);
  }

  @Command(name = "ls", description = "Lists them, with the containers that use them.")
  int list(
      @Parameters(paramLabel = "NODE") String node,
      @Option(
              names = "--project",
              paramLabel = "NAME",
              defaultValue = "default",
              description = "Those of another project than default.")
          String project)
      throws IOException {
    on(
        node,
        (server, _) -> {
          var rows = new ArrayList<List<String>>();
          rows.add(List.of("PROFILE", "CONTAINERS", "DESCRIPTION"));
          for (Profile each : server.objects().profiles(project)) {
            shell.console().object(ServerViews.profile(node, project, each));
            String count = String.valueOf(each.instances().size());
            rows.add(List.of(each.name(), count, each.description()));
          }
          shell.console().table(rows);
        });
    return Main.DONE;
  }

  @Command(name = "show", description = "Prints its settings and devices.")
  int show(@Parameters(paramLabel = PROFILE) String text) throws IOException {
    ServerName name = ServerName.parse(text);
    on(
        name.node(),
        (server, _) -> {
          Profile profile = server.profiles().get(name.project(), name.name());
          shell.console().object(ServerViews.profile(name.node(), name.project(), profile));
          var rows = new ArrayList<List<String>>();
          rows.add(List.of("description", "", profile.description()));
          rows.add(List.of("containers", "", String.join(" ", profile.instances())));
          rows.addAll(ServerViews.rows(profile.config(), profile.devices()));
          shell.console().table(rows);
        });
    return Main.DONE;
  }

  @Command(name = "create", description = "Makes one.")
  int create(@Parameters(paramLabel = PROFILE) String text, @Mixin Settings settings)
      throws IOException {
    ServerName name = ServerName.parse(text);
    settings.requirePairs();
    on(
        name.node(),
        (server, _) -> {
          var content =
              new Profiles.Content(
                  settings.description(""),
                  settings.config(Map.of(), shell.console()),
                  settings.devices(Map.of()));
          server.profiles().create(name.project(), name.name(), content);
          done("profile create", "profile", name.toString());
        });
    return Main.DONE;
  }

  @Command(name = "edit", description = "Changes one, and with it every container that uses it.")
  int edit(
      @Parameters(paramLabel = PROFILE) String text,
      @Mixin Settings settings,
      @Option(
              names = "--etag",
              paramLabel = "TAG",
              description = "Only if it is still as profile show --json told it.")
          Optional<String> etag)
      throws IOException {
    if (settings.isEmpty()) {
      throw new IllegalArgumentException("Say what to change: --config, --device, --description");
    }
    ServerName name = ServerName.parse(text);
    settings.requirePairs();
    on(
        name.node(),
        (server, _) -> {
          Profile old = server.profiles().get(name.project(), name.name());
          var content =
              new Profiles.Content(
                  settings.description(old.description()),
                  settings.config(old.config(), shell.console()),
                  settings.devices(old.devices()));
          Optional<String> tag = etag.isPresent() ? etag : old.etag();
          server.profiles().save(name.project(), name.name(), content, tag);
          done("profile edit", "profile", name.toString());
        });
    return Main.DONE;
  }

  @Command(name = "delete", description = "Deletes one that no container uses, after asking.")
  int delete(
      @Parameters(paramLabel = PROFILE) String text,
      @Option(names = "--yes", description = "Do not ask.") boolean yes)
      throws IOException {
    ServerName name = ServerName.parse(text);
    on(
        name.node(),
        (server, _) -> {
          confirm(
              yes,
              "The profile " + name + " will be gone.",
              name.name(),
              "quayside profile delete --yes " + name);
          server.profiles().delete(name.project(), name.name());
          done("profile delete", "profile", name.toString());
        });
    return Main.DONE;
  }
}
