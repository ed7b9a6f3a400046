package quayside.core.transfer.incus;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import quayside.core.driver.DriverException;
import quayside.core.driver.InstanceBackups;
import quayside.core.driver.InstanceServer;
import quayside.core.driver.NativeArchives.Packing;
import quayside.core.operation.StepContext;
import quayside.core.problem.ProblemException;
import quayside.core.transfer.way.ExportErrand;

/**
 * The backup on the server that one export makes. It has a name of its own, by which it is found
 * again, and a time after which the server removes it by itself.
 */
record ServerBackup(ExportErrand errand) {
  /** Long enough to continue on another day. */
  private static final Duration KEPT = Duration.ofDays(3);

  String name() {
    return "quayside-" + errand.tag();
  }

  Instant expires() {
    return Instant.now().plus(KEPT).truncatedTo(ChronoUnit.SECONDS);
  }

  InstanceBackups.Wanted wanted() {
    return new InstanceBackups.Wanted(
        errand.request().backup().snapshots(),
        errand.request().backup().optimized(),
        compression(errand.request().packing()));
  }

  private static Optional<String> compression(Packing packing) {
    return switch (packing) {
      case AUTO -> Optional.empty();
      case OFF -> Optional.of("none");
      case GZIP -> Optional.of("gzip");
      case ZSTD -> Optional.of("zstd");
    };
  }

  /** Whether it is there; while it is being written it is, too. */
  boolean isThere(InstanceServer server) throws IOException {
    try {
      return server.backups().list(errand.name()).contains(name());
    } catch (DriverException.NotFound _) {
      return false; // the instance is gone, and its backups with it
    }
  }

  /** Waits until the server does not write it any more: nobody can end that. */
  void settle(StepContext context) throws IOException {
    long deadline = System.nanoTime() + context.limits().settle().toNanos();
    while (writes(InstanceServer.of(context.source()))) {
      context.detail("Waiting for the server to end its backup");
      if (System.nanoTime() > deadline) {
        throw new ProblemException(
            "not-taken-back",
            "Not taken back yet",
            "The server %s still writes its backup of “%s”.".formatted(errand.node(), errand.id()),
            "Cancel again when it has ended.");
      }
      context.pause(context.limits().poll());
    }
  }

  private boolean writes(InstanceServer server) throws IOException {
    return server.operations().about(errand.name()).stream()
        .flatMap(operation -> operation.resources().stream())
        .map(url -> url.replaceFirst("[?].*", ""))
        .anyMatch(url -> url.endsWith("/backups/" + name()));
  }

  /** Removes it, if it is there. */
  void remove(StepContext context) throws IOException {
    try {
      InstanceServer.of(context.source()).backups().delete(errand.name(), name());
    } catch (DriverException.NotFound _) {
      // gone is what it shall be
    }
  }

  /** How a person removes it. */
  String byHand() {
    return "%s: incus query -X DELETE \"/1.0/instances/%s/backups/%s?project=%s\" (on LXD: lxc query)"
        .formatted(errand.node(), errand.id(), name(), errand.source().pool());
  }
}
