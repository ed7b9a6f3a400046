package quayside.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quayside.core.driver.InstanceServer;
import quayside.core.fleet.Pairs;
import quayside.core.model.ContainerRef;
import quayside.core.model.Instance;
import quayside.core.model.InstanceSettings;

/** {@code config …}: settings, devices and description of instances. */
@Command(
    name = "config",
    description = "Settings and devices of containers on Incus and LXD servers.",
    synopsisSubcommandLabel = "VERB")
final class ConfigCommands extends OnServer {
  private static final String CONTAINER = "NODE:CT";

  ConfigCommands(Shell shell) {
    super(shell);
  }

  /** What becomes of it when it stops: at most one of them. */
  static final class Lasting {
    @Option(names = "--ephemeral", description = "It is deleted when it stops.")
    private boolean ephemeral;

    @Option(names = "--lasting", description = "It stays when it stops.")
    private boolean lasting;

    private boolean ephemeral(boolean old) {
      return !lasting && (ephemeral || old);
    }
  }

  /** New settings out of the old. */
  private interface Edit {
    InstanceSettings of(InstanceSettings old) throws IOException;
  }

  @Command(name = "show", description = "Prints its own, without what its profiles add.")
  int show(
      @Parameters(paramLabel = CONTAINER) String name,
      @Option(names = "--all", description = "With what its profiles add.") boolean all)
      throws IOException {
    with(
        name,
        (server, container) -> {
          Instance instance = server.instances().get(container.onNode());
          InstanceSettings own = instance.settings();
          InstanceSettings shown =
              all
                  ? own.withConfig(instance.expandedConfig())
                      .withDevices(instance.expandedDevices())
                  : own;
          shell
              .console()
              .object(ServerViews.settings(container.toString(), shown, instance.etag()));
          var rows = new ArrayList<List<String>>();
          rows.add(List.of("description", "", own.description()));
          rows.add(List.of("profiles", "", String.join(" ", own.profiles())));
          rows.add(List.of("ephemeral", "", own.ephemeral() ? "yes" : "no"));
          rows.addAll(ServerViews.rows(shown.config(), shown.devices()));
          shell.console().table(rows);
        });
    return Main.DONE;
  }

  @Command(
      name = "set",
      description = "Changes settings, devices, the description, or whether it lasts.")
  int set(
      @Parameters(paramLabel = CONTAINER) String name,
      @Parameters(arity = "0..*", paramLabel = "KEY=VALUE") @Nullable List<String> pairs,
      @Mixin Settings settings,
      @ArgGroup @Nullable Lasting lasting,
      @Option(
              names = "--etag",
              paramLabel = "TAG",
              description = "Only if it is still as config show --json told it.")
          Optional<String> etag)
      throws IOException {
    List<String> said = pairs == null ? List.of() : pairs;
    if (said.isEmpty() && settings.isEmpty() && lasting == null) {
      throw new IllegalArgumentException(
          "Say what to change: KEY=VALUE, --device, --description, --ephemeral, --lasting");
    }
    settings.requirePairs();
    said.forEach(text -> Pairs.put(new LinkedHashMap<>(), text, "config set"));
    return save(
        "config set",
        name,
        etag,
        old -> {
          var config = new LinkedHashMap<>(settings.config(old.config(), shell.console()));
          said.forEach(text -> Pairs.put(config, text, "config set"));
          return old.withConfig(config)
              .withDevices(settings.devices(old.devices()))
              .withDescription(settings.description(old.description()))
              .withEphemeral(
                  lasting == null ? old.ephemeral() : lasting.ephemeral(old.ephemeral()));
        });
  }

  @Command(name = "unset", description = "Takes settings away; what profiles say holds again.")
  int unset(
      @Parameters(paramLabel = CONTAINER) String name,
      @Parameters(arity = "1..*", paramLabel = "KEY") List<String> keys)
      throws IOException {
    return save(
        "config unset",
        name,
        Optional.empty(),
        old -> {
          var config = new LinkedHashMap<>(old.config());
          Settings.remove(config, keys, "setting");
          return old.withConfig(config);
        });
  }

  @Command(
      name = "profiles",
      description = "Gives it these profiles in this order, in place of those it has.")
  int profiles(
      @Parameters(paramLabel = CONTAINER) String name,
      @Parameters(arity = "0..*", paramLabel = "PROFILE") @Nullable List<String> profiles,
      @Option(names = "--none", description = "It shall have none.") boolean none)
      throws IOException {
    List<String> wanted = profiles == null ? List.of() : profiles;
    if (wanted.isEmpty() != none) {
      throw new IllegalArgumentException("Name the profiles, or say --none");
    }
    return save("config profiles", name, Optional.empty(), old -> old.withProfiles(wanted));
  }

  /** Reads, changes and writes, unless somebody else wrote in between. */
  private int save(String verb, String name, Optional<String> etag, Edit edit) throws IOException {
    return change(verb, name, (server, container) -> save(server, container, etag, edit));
  }

  private static void save(
      InstanceServer server, ContainerRef container, Optional<String> etag, Edit edit)
      throws IOException {
    Instance now = server.instances().get(container.onNode());
    server
        .instances()
        .save(container.onNode(), edit.of(now.settings()), etag.isPresent() ? etag : now.etag());
  }
}
