package quayside.core.transfer.incus;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.InstanceBackups;
import quayside.core.driver.InstanceServer;
import quayside.core.driver.NativeArchives.Packing;
import quayside.core.migrate.Preflight;
import quayside.core.migrate.way.CommonChecks;
import quayside.core.migrate.way.CommonCode;
import quayside.core.migrate.way.Ends;
import quayside.core.migrate.way.Findings;
import quayside.core.migrate.way.Sizes;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.model.Platform;
import quayside.core.model.ServerInfo;
import quayside.core.transfer.ExportRequest;
import quayside.core.transfer.way.LocalDisk;
import quayside.core.transfer.way.TransferCode;

/** Asks server and disk what is in the way of an export. Changes nothing. */
final class ExportChecks {
  private static final String FOLDERS = "dir";

  private final ExportRequest request;
  private final BackupExport.How how;
  private final String id;
  private final Findings findings = new Findings();
  private OptionalLong bytes = OptionalLong.empty();
  private Optional<Duration> stop = Optional.of(Duration.ZERO);

  ExportChecks(ExportRequest request, BackupExport.How how) {
    this.request = request;
    this.how = how;
    this.id = request.source().id();
  }

  Preflight run(ContainerDriver driver) throws IOException {
    InstanceServer server = InstanceServer.of(driver);
    Optional<Container> container = Ends.show(driver, request.source().onNode());
    if (container.isEmpty()) {
      findings.blocker(
          CommonCode.SOURCE_MISSING,
          "There is no container “%s” on %s.".formatted(id, request.source().node()));
    } else {
      inspect(container.get(), server);
    }
    boolean packs = request.packing() != Packing.OFF;
    new LocalDisk(findings, request).check(bytes, packs);
    Platform platform = server.info().platform();
    return new Preflight(findings.sorted(), bytes, Optional.empty(), stop, commands(platform));
  }

  private void inspect(Container container, InstanceServer server) throws IOException {
    if (!CommonChecks.sendable(container.state())) {
      findings.blocker(
          CommonCode.SOURCE_STATE,
          "“%s” is “%s” and cannot be exported in this state."
              .formatted(id, container.state().text()));
      return;
    }
    bytes = container.disk();
    findings.ask(
        TransferCode.STOPS, "how consistent the copy will be", () -> pool(container, server));
    if (how == BackupExport.How.STREAMED) {
      streamed(server.info());
      return;
    }
    findings.fine(
        TransferCode.NODE_SPACE,
        "The backup is written on the disk of %s first%s; how much is free there it does not tell."
            .formatted(
                request.source().node(),
                bytes.isPresent() ? ", of at most " + Sizes.text(bytes.getAsLong()) : ""));
    findings.fine(
        TransferCode.RESUME,
        "A fetch that breaks off goes on where it was; writing the backup on the server begins"
            + " anew.");
  }

  private void streamed(ServerInfo server) {
    if (server.has(InstanceBackups.STREAMS)) {
      findings.fine(
          TransferCode.RESUME,
          "Nothing is written on the server's disk; what breaks off begins anew.");
    } else {
      findings.blocker(
          TransferCode.UNSUPPORTED,
          "%s runs Incus %s, which cannot send a backup while it writes it (Incus 6.22 can); the way “%s” can."
              .formatted(request.source().node(), server.version(), BackupExport.How.KEPT.way));
    }
  }

  private void pool(Container container, InstanceServer server) throws IOException {
    String pool = server.instances().get(request.source().onNode()).pool().orElse("");
    String driver = server.objects().pools().getOrDefault(pool, "");
    stop(container.state(), driver);
    if (request.backup().optimized() && driver.equals(FOLDERS)) {
      findings.blocker(
          TransferCode.OPTIMIZED,
          "The pool “%s” keeps plain folders and has no format of its own: export it without optimized storage."
              .formatted(pool));
    } else if (request.backup().optimized()) {
      findings.warning(
          TransferCode.OPTIMIZED,
          "The archive will be in the own format of %s: only pools of that kind take it, and nobody can look inside."
              .formatted(driver));
    }
  }

  private void stop(ContainerState state, String driver) {
    boolean runs = state == ContainerState.RUNNING || state == ContainerState.FROZEN;
    if (runs && request.consistent()) {
      stop = Optional.empty(); // it takes as long as the server takes to read and pack
      findings.warning(
          TransferCode.STOPS,
          "“%s” will be stopped for as long as %s%s, and started again."
              .formatted(
                  id,
                  how == BackupExport.How.KEPT
                      ? "the server writes its backup"
                      : "it takes to bring its backup here",
                  bytes.isPresent() ? " of " + Sizes.text(bytes.getAsLong()) : ""));
    } else if (runs && driver.equals(FOLDERS)) {
      findings.warning(
          TransferCode.STOPS,
          "“%s” goes on running: its files are read one after the other, and those that change meanwhile may not fit each other. Stop it for the export if that matters."
              .formatted(id));
    } else if (runs) {
      findings.warning(
          TransferCode.STOPS,
          "“%s” goes on running: the archive will be as if it had lost power.".formatted(id));
    }
  }

  private List<String> commands(Platform platform) {
    String packing =
        switch (request.packing()) {
          case AUTO -> "";
          case OFF -> " --compression none";
          case GZIP -> " --compression gzip";
          case ZSTD -> " --compression zstd";
        };
    return List.of(
        "%s: %s export %s FILE --project %s%s%s%s"
            .formatted(
                request.source().node(),
                platform == Platform.LXD ? "lxc" : "incus",
                id,
                request.source().pool(),
                packing,
                request.backup().snapshots() ? "" : " --instance-only",
                request.backup().optimized() ? " --optimized-storage" : ""));
  }
}
