package quayside.core.transfer.osctl;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import quayside.core.archive.tar.TarHeader;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.NativeArchives;
import quayside.core.migrate.Preflight;
import quayside.core.migrate.way.CommonChecks;
import quayside.core.migrate.way.CommonCode;
import quayside.core.migrate.way.Ends;
import quayside.core.migrate.way.Findings;
import quayside.core.migrate.way.Sizes;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.model.NodeFacts;
import quayside.core.transfer.BackupOptions;
import quayside.core.transfer.ExportRequest;
import quayside.core.transfer.way.LocalDisk;
import quayside.core.transfer.way.TransferCode;

/** Asks node and disk what is in the way of an export. Changes nothing. */
final class ExportChecks {
  private final ExportRequest request;
  private final boolean throughNode;
  private final Findings findings = new Findings();
  private OptionalLong bytes = OptionalLong.empty();
  private Optional<Duration> stop = Optional.of(Duration.ZERO);

  /**
   * Checks one way.
   *
   * @param throughNode whether the archive is written on the node first
   */
  ExportChecks(ExportRequest request, boolean throughNode) {
    this.request = request;
    this.throughNode = throughNode;
  }

  Preflight run(ContainerDriver driver) throws IOException {
    NativeArchives archives = Archiving.of(driver);
    Optional<Container> container = Ends.show(driver, request.source().onNode());
    if (container.isEmpty()) {
      findings.blocker(
          CommonCode.SOURCE_MISSING,
          "There is no container “"
              + request.source().id()
              + "” on "
              + request.source().node()
              + ".");
    } else {
      inspect(container.get(), driver, archives);
    }
    foreign();
    new LocalDisk(findings, request).check(bytes, packs());
    return new Preflight(findings.sorted(), bytes, Optional.empty(), stop, commands());
  }

  /** What other nodes understand. */
  private void foreign() {
    if (request.packing() == NativeArchives.Packing.ZSTD) {
      findings.blocker(
          TransferCode.PACKING, "osctl does not pack with zstd; choose gzip, or not to pack.");
    }
    if (!request.backup().equals(BackupOptions.DEFAULT)) {
      findings.blocker(
          TransferCode.PACKING,
          "Exports without snapshots or with optimized storage are for Incus and LXD.");
    }
  }

  private boolean packs() {
    return request.packing() != NativeArchives.Packing.OFF;
  }

  private void inspect(Container container, ContainerDriver driver, NativeArchives archives)
      throws IOException {
    ContainerState state = container.state();
    if (!CommonChecks.sendable(state)) {
      findings.blocker(
          CommonCode.SOURCE_STATE,
          "“"
              + request.source().id()
              + "” is “"
              + state.text()
              + "” and cannot be exported in this state.");
      return;
    }
    stop(state);
    findings.ask(
        TransferCode.DISK_SPACE,
        "how much there is to carry",
        () -> size(archives.volumes(request.source().onNode())));
    if (throughNode) {
      findings.ask(
          TransferCode.NODE_SPACE, "whether the node has room", () -> room(driver.facts()));
      findings.fine(
          TransferCode.RESUME,
          "A fetch that breaks off goes on where it was; the packing on the node begins anew.");
    } else {
      findings.fine(
          TransferCode.RESUME,
          "Nothing is written on the node. A stream that breaks off cannot be continued: it begins"
              + " anew.");
    }
  }

  private void stop(ContainerState state) {
    boolean runs = state == ContainerState.RUNNING || state == ContainerState.FROZEN;
    if (runs && request.consistent()) {
      stop = Optional.empty(); // it takes as long as the container takes to end and to start
      findings.warning(
          TransferCode.STOPS,
          "“"
              + request.source().id()
              + "” will be stopped for a moment"
              + (throughNode
                  ? ", while the node packs what was written last,"
                  : ", for a snapshot,")
              + " and started again.");
    } else if (runs) {
      findings.warning(
          TransferCode.STOPS,
          "“"
              + request.source().id()
              + "” goes on running: the archive will be as if it had lost power.");
    }
  }

  private void size(List<NativeArchives.Volume> volumes) {
    long sum = 0;
    long largest = 0;
    for (NativeArchives.Volume volume : volumes) {
      if (volume.bytes().isEmpty()) {
        return;
      }
      sum += volume.bytes().getAsLong();
      largest = Math.max(largest, volume.bytes().getAsLong());
    }
    bytes = OptionalLong.of(sum);
    if (largest >= TarHeader.TOO_WIDE) {
      large(largest);
    }
  }

  private void large(long largest) {
    String size = "A dataset has " + Sizes.text(largest) + ": ";
    if (throughNode && !packs()) {
      findings.blocker(
          TransferCode.TOO_LARGE,
          size + "osctl writes archives of 64 GiB and more with a wrong size. Export it directly.");
    } else {
      findings.warning(
          TransferCode.TOO_LARGE,
          size
              + "if its stream becomes 64 GiB or more, osctl's own import cannot read the archive;"
              + " Quayside can, and hands it in by itself.");
    }
  }

  private void room(NodeFacts facts) {
    Optional<NodeFacts.Pool> pool =
        facts.pools().stream().filter(p -> p.name().equals(request.source().pool())).findFirst();
    OptionalLong free = pool.map(NodeFacts.Pool::free).orElse(OptionalLong.empty());
    if (free.isEmpty() || bytes.isEmpty()) {
      findings.unknown(
          TransferCode.NODE_SPACE,
          "whether there is room on " + request.source().node(),
          "it does not tell it.");
      return;
    }
    String sentence =
        "The archive of at most "
            + Sizes.text(bytes.getAsLong())
            + " is written on "
            + request.source().node()
            + " first, where "
            + Sizes.text(free.getAsLong())
            + " are free.";
    if (bytes.getAsLong() > free.getAsLong()) {
      findings.blocker(TransferCode.NODE_SPACE, sentence);
    } else {
      findings.fine(TransferCode.NODE_SPACE, sentence);
    }
  }

  private List<String> commands() {
    String name = request.source().onNode();
    String consistent = request.consistent() ? "" : "--no-consistent ";
    String packing = request.packing().name().toLowerCase(java.util.Locale.ROOT);
    return List.of(
        request.source().node()
            + ": osctl ct export "
            + consistent
            + "--compression "
            + packing
            + " "
            + name
            + " FILE");
  }
}
