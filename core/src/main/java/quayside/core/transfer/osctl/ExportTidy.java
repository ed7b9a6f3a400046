package quayside.core.transfer.osctl;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import quayside.core.driver.NativeArchives;
import quayside.core.migrate.way.Ends;
import quayside.core.operation.StepContext;
import quayside.core.problem.ProblemException;
import quayside.core.transfer.way.ExportErrand;
import quayside.core.transfer.way.Landing;

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
    ExportRun.stop(errand).restart(context);
    snapshots(context, throughNode);
    if (throughNode) {
      nodeFile(context);
    }
    new Landing(errand).discard();
  }

  /** An export that was begun goes on on the node by itself: waits until it has ended. */
  void settle(StepContext context) throws IOException {
    if (context.noted(NodeRecipe.PACKING).isEmpty()
        || context.noted(NodeRecipe.PACKED).isPresent()) {
      return;
    }
    NativeArchives archives = Archiving.of(context.source());
    String folder = archives.folder(errand.source().pool());
    archives.files().remove(Traces.nodeFile(errand, folder)); // what is still written goes nowhere
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
            name.equals(Traces.base(errand))
                || name.equals(Traces.last(errand))
                || (packing && OSCTLD.matcher(name).matches() && !before.contains(name)))
        .toList();
  }

  /** Removes the archive on the node. */
  void nodeFile(StepContext context) throws IOException {
    NativeArchives archives = Archiving.of(context.source());
    String folder = archives.folder(errand.source().pool());
    archives.files().remove(Traces.nodeFile(errand, folder));
    archives.files().removeFolder(Traces.nodeFolder(errand, folder));
  }
}
