package quayside.core.transfer.osctl;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import quayside.core.archive.PartFile;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.DriverException;
import quayside.core.driver.NativeArchives;
import quayside.core.migrate.way.Ends;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.operation.StepContext;
import quayside.core.problem.ProblemException;

/** Removes on both sides what an export leaves, and lets a stopped container run again. */
final class ExportTidy {
  /** What osctld calls the snapshots of its own exports. */
  private static final Pattern OSCTLD = Pattern.compile("osctl-(base|incr)-[0-9]{1,12}");

  private final ExportErrand errand;

  ExportTidy(ExportErrand errand) {
    this.errand = errand;
  }

  /** Everything. */
  void run(StepContext context, boolean throughNode) throws IOException {
    if (throughNode) {
      settle(context);
    }
    restart(context);
    snapshots(context, throughNode);
    if (throughNode) {
      nodeFile(context);
    }
    part();
  }

  /** An export that was begun goes on on the node by itself: waits until it has ended. */
  void settle(StepContext context) throws IOException {
    if (context.noted(NodeRecipe.PACKING).isEmpty()
        || context.noted(NodeRecipe.PACKED).isPresent()) {
      return;
    }
    NativeArchives archives = Archiving.of(context.source());
    String folder = archives.folder(errand.source().pool());
    archives.files().remove(errand.nodeFile(folder)); // what is still written goes nowhere
    long deadline = System.nanoTime() + context.limits().settle().toNanos();
    while (Archiving.of(context.source()).busy(errand.name())) {
      context.detail("Waiting for the node to end its export");
      if (System.nanoTime() > deadline) {
        throw new ProblemException(
            "not-taken-back",
            "Not taken back yet",
            "The node " + errand.node() + " still works on its export of “" + errand.id() + "”.",
            "Cancel again when it has ended.");
      }
      context.pause(context.limits().poll());
    }
  }

  /** Starts the container if this export stopped it. */
  void restart(StepContext context) throws IOException {
    if (!context.noted(ExportRun.STOPPING).equals(Optional.of("yes"))) {
      return;
    }
    long deadline = System.nanoTime() + context.limits().settle().toNanos();
    while (true) {
      Optional<Container> container = Ends.show(context.source(), errand.name());
      if (container.isEmpty() || container.get().state() == ContainerState.RUNNING) {
        break;
      }
      try {
        if (container.get().state() == ContainerState.STOPPED) {
          context.detail("Starting “" + errand.id() + "” again");
          context.patience(context.limits().stall());
          context.source().act(errand.name(), ContainerAction.START);
          break;
        }
      } catch (DriverException.Busy busy) {
        context.detail("Waiting: " + busy.getMessage());
      }
      if (System.nanoTime() > deadline) {
        throw new ProblemException(
            "source-down",
            "It does not run again",
            "“" + errand.id() + "” on " + errand.node() + " was stopped and does not run again.",
            "Start it by hand: " + byHand());
      }
      context.pause(context.limits().poll());
    }
    context.note(ExportRun.STOPPING, "no");
  }

  /** The command with which a person starts it. */
  String byHand() {
    return errand.node() + ": osctl ct start " + errand.name();
  }

  /** Removes the snapshots of this export. */
  void snapshots(StepContext context, boolean throughNode) throws IOException {
    if (Ends.show(context.source(), errand.name()).isEmpty()) {
      return; // the container is gone, and they with it
    }
    NativeArchives archives = Archiving.of(context.source());
    for (String name : left(context, archives, throughNode)) {
      archives.destroySnapshot(errand.name(), name);
    }
  }

  /** Names of the snapshots that are left. */
  List<String> left(StepContext context, NativeArchives archives, boolean throughNode)
      throws IOException {
    Set<String> before =
        new HashSet<>(List.of(context.noted(NodeRecipe.BEFORE).orElse("").split(" ", -1)));
    boolean packing = throughNode && context.noted(NodeRecipe.PACKING).isPresent();
    return archives.snapshots(errand.name()).stream()
        .filter(name ->
            name.equals(errand.base())
                || name.equals(errand.last())
                || (packing && OSCTLD.matcher(name).matches() && !before.contains(name)))
        .toList();
  }

  /** Removes the archive on the node. */
  void nodeFile(StepContext context) throws IOException {
    NativeArchives archives = Archiving.of(context.source());
    String folder = archives.folder(errand.source().pool());
    archives.files().remove(errand.nodeFile(folder));
    archives.files().removeFolder(errand.nodeFolder(folder));
  }

  /** Removes the unfinished file here. */
  void part() throws IOException {
    Files.deleteIfExists(PartFile.of(errand.file()));
  }
}
