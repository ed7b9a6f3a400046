package quayside.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quayside.core.model.InstanceSnapshot;

/** {@code snapshot …}: snapshots of instances. */
@Command(
    name = "snapshot",
    description = "Snapshots of containers on Incus and LXD servers.",
    synopsisSubcommandLabel = "VERB")
final class SnapshotCommands extends OnServer {
  private static final String CONTAINER = "NODE:CT";
  private static final String SNAPSHOT = "SNAPSHOT";

  SnapshotCommands(Shell shell) {
    super(shell);
  }

  @Command(name = "ls", description = "Lists them, the oldest first.")
  int list(@Parameters(paramLabel = CONTAINER) String name) throws IOException {
    with(
        name,
        (server, container) -> {
          var rows = new ArrayList<List<String>>();
          rows.add(List.of(SNAPSHOT, "TAKEN", "UNTIL", "SIZE", "RUNNING STATE"));
          for (InstanceSnapshot each : server.snapshots().list(container.onNode())) {
            Map<String, Object> object = Views.typed("instance-snapshot");
            object.put("container", container.toString());
            object.put("name", each.name());
            object.put("created", each.created());
            object.put("expires", each.expires());
            object.put("stateful", each.stateful());
            object.put("size", each.size());
            shell.console().object(object);
            rows.add(
                List.of(
                    each.name(),
                    time(each.created()),
                    time(each.expires()),
                    Views.size(each.size()),
                    each.stateful() ? "yes" : "-"));
          }
          shell.console().table(rows);
        });
    return Main.DONE;
  }

  private static String time(Optional<Instant> at) {
    return at.map(Instant::toString).orElse("-");
  }

  @Command(name = "create", description = "Takes one.")
  int create(
      @Parameters(paramLabel = CONTAINER) String name,
      @Parameters(paramLabel = SNAPSHOT) String snapshot,
      @Option(names = "--stateful", description = "With the state of running, by CRIU.")
          boolean stateful,
      @Option(
              names = "--days",
              paramLabel = "N",
              description = "The server removes it after so many days.")
          Optional<Integer> days)
      throws IOException {
    Optional<Instant> until = days.map(n -> Instant.now().plus(Duration.ofDays(n)));
    return change(
        "snapshot create",
        name,
        (server, container) ->
            server.snapshots().create(container.onNode(), snapshot, stateful, until));
  }

  @Command(name = "rename", description = "Gives one another name.")
  int rename(
      @Parameters(paramLabel = CONTAINER) String name,
      @Parameters(paramLabel = SNAPSHOT) String snapshot,
      @Parameters(paramLabel = "NEW") String newName)
      throws IOException {
    return change(
        "snapshot rename",
        name,
        (server, container) -> server.snapshots().rename(container.onNode(), snapshot, newName));
  }

  @Command(name = "restore", description = "Makes the container what it was then, after asking.")
  int restore(
      @Parameters(paramLabel = CONTAINER) String name,
      @Parameters(paramLabel = SNAPSHOT) String snapshot,
      @Option(names = "--stateful", description = "Go on from the state of running that is in it.")
          boolean stateful,
      @Option(names = "--yes", description = "Do not ask.") boolean yes)
      throws IOException {
    return change(
        "snapshot restore",
        name,
        (server, container) -> {
          confirm(
              yes,
              "All that changed in " + container + " since " + snapshot + " will be gone.",
              snapshot,
              "quayside snapshot restore --yes " + container + " " + snapshot);
          server.snapshots().restore(container.onNode(), snapshot, stateful);
        });
  }

  @Command(name = "delete", description = "Deletes one, after asking.")
  int delete(
      @Parameters(paramLabel = CONTAINER) String name,
      @Parameters(paramLabel = SNAPSHOT) String snapshot,
      @Option(names = "--yes", description = "Do not ask.") boolean yes)
      throws IOException {
    return change(
        "snapshot delete",
        name,
        (server, container) -> {
          confirm(
              yes,
              "The snapshot " + snapshot + " of " + container + " will be gone.",
              snapshot,
              "quayside snapshot delete --yes " + container + " " + snapshot);
          server.snapshots().delete(container.onNode(), snapshot);
        });
  }
}
