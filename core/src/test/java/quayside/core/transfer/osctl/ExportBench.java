package quayside.core.transfer.osctl;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import quayside.core.archive.PartFile;
import quayside.core.archive.gzip.ParallelGzip;
import quayside.core.archive.osctl.ExportProof;
import quayside.core.archive.osctl.ExportWriter;
import quayside.core.archive.zfs.FolderView;
import quayside.core.archive.zfs.ObjectNumbers;
import quayside.core.archive.zfs.SnapshotId;
import quayside.core.archive.zfs.StreamWriter;
import quayside.core.driver.Limits;
import quayside.core.driver.NativeArchives;
import quayside.core.driver.NativeArchives.Packing;
import quayside.core.driver.osctl.OsctlDriver;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.model.ContainerRef;
import quayside.core.operation.OperationView.Round;
import quayside.core.transfer.ExportRequest;
import quayside.core.transfer.way.ExportErrand;
import quayside.transport.Connectors;
import quayside.transport.Endpoint;
import quayside.transport.HostKeys;
import quayside.transport.Remote;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;

/**
 * Times the streams of a direct export from an SSH server whose {@code zfs send} is a file, as the
 * steps of an export carry them; see {@code lab/bench export}.
 *
 * <p>Arguments: {@code make FOLDER STREAM}; or {@code carry HOST PORT USER KEY HOST-KEY FOLDER},
 * which prints the MB/s of a first, cold archive, of a warm one, of reading that back, and the
 * growth of the heap in MiB; or {@code gzip FILE}, which prints MB/s and the packed share.
 */
final class ExportBench {
  private static final ContainerRef WEB = new ContainerRef("bench", "tank", "web");
  private static final NativeArchives.Volume ROOT =
      new NativeArchives.Volume("/", OptionalLong.empty());

  private static final int PASSES = 4;

  private ExportBench() {}

  public static void main(String[] args) throws IOException {
    switch (args[0]) {
      case "make" -> make(Path.of(args[1]), Path.of(args[2]));
      case "carry" -> carry(args);
      case "gzip" -> gzip(Path.of(args[1]));
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void say(String text) {
    PrintStream out = System.out;
    out.println(text);
  }

  /** A full stream of a folder. */
  private static void make(Path folder, Path stream) throws IOException {
    try (OutputStream out = Files.newOutputStream(stream)) {
      StreamWriter.forOpenZfs(out)
          .full(
              new FolderView(folder, ObjectNumbers.in(stream.resolveSibling("numbers"))),
              new SnapshotId("tank/ct/web@b", 1, 1));
    }
  }

  private static void carry(String... args) throws IOException {
    Endpoint.Ssh endpoint =
        Endpoint.Ssh.parse(args[3] + "@" + args[1] + ":" + args[2])
            .withIdentity(Path.of(args[4]))
            .withHostKey(args[5]);
    Path folder = Path.of(args[6]);
    try (Remote remote =
            Connectors.ssh(SshSettings.in(folder), HostKeys.REFUSING, Secrets.NONE)
                .connect(endpoint);
        var driver =
            OsctlDriver.over("bench", remote, OsctlDriver.Way.COMMAND_LINE, Limits.DEFAULT)) {
      NativeArchives archives = driver.nativeArchives().orElseThrow();
      System.gc();
      long before = heap();
      Path file = folder.resolve("bench.tar");
      double cold = archive(archives, file);
      double warm = 0;
      for (int pass = 1; pass < PASSES; pass++) { // the last one, when the JVM has compiled it all
        Files.delete(file);
        warm = archive(archives, file);
      }
      long begin = System.nanoTime();
      byte[] _ = ExportProof.of(file, _ -> {});
      double proof = speed(Files.size(file), begin);
      Files.delete(file);
      double grown = (heap() - before) / 1048576.0;
      say(String.format(Locale.ROOT, "%.1f %.1f %.1f %.0f", cold, warm, proof, grown));
    }
  }

  /** Bytes that lie in the heap with its garbage; all of it is bounded by -Xmx. */
  private static long heap() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static double archive(NativeArchives archives, Path file) throws IOException {
    var request = new ExportRequest(WEB, file, false, false, Packing.OFF, Optional.empty());
    var errand = new ExportErrand(request, "1-bench");
    long begin = System.nanoTime();
    try (PartFile part = PartFile.begin(file)) {
      var writer = new ExportWriter(part.channel());
      writer.rootfs(List.of());
      var meter = new RoundMeter("rootfs", 0, new Quiet());
      new StreamCarrier(errand, archives, writer, meter)
          .carry(ROOT, Optional.empty(), Traces.base(errand));
      writer.snapshots(List.of(Traces.base(errand)));
      writer.finish();
      part.finish(false);
    }
    return speed(Files.size(file), begin);
  }

  private static double speed(long bytes, long begin) {
    return bytes * 1000.0 / (System.nanoTime() - begin);
  }

  private static final class Quiet implements RoundMeter.Sink {
    @Override
    public void detail(String text) {}

    @Override
    public void progress(Round round, OptionalLong rate, Optional<Duration> left) {}
  }

  private static void gzip(Path file) throws IOException {
    var speeds = new ArrayList<Double>();
    long packed = 0;
    for (int pass = 0; pass < 2; pass++) { // the first one is cold
      var counted = new Counted();
      long begin = System.nanoTime();
      try (InputStream in = Files.newInputStream(file);
          var gzip = new ParallelGzip(counted, 1)) {
        in.transferTo(gzip);
      }
      speeds.add(speed(Files.size(file), begin));
      packed = counted.bytes;
    }
    double share = packed / (double) Files.size(file);
    say(String.format(Locale.ROOT, "%.1f %.3f", speeds.getLast(), share));
  }

  private static final class Counted extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] piece, int from, int length) {
      bytes += length;
    }
  }
}
