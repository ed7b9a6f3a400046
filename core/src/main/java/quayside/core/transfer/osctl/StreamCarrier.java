package quayside.core.transfer.osctl;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import quayside.core.archive.gzip.ParallelGzip;
import quayside.core.archive.osctl.ExportWriter;
import quayside.core.archive.osctl.Part;
import quayside.core.driver.NativeArchives;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.problem.ProblemException;
import quayside.core.transfer.way.ExportErrand;

/** Carries a stream from a node into a member of an archive. */
final class StreamCarrier {
  /** A third of the time of gzip's usual six, for a twentieth more bytes. */
  private static final int LEVEL = 3;

  private final ExportErrand errand;
  private final NativeArchives archives;
  private final ExportWriter writer;
  private final RoundMeter meter;

  StreamCarrier(
      ExportErrand errand, NativeArchives archives, ExportWriter writer, RoundMeter meter) {
    this.errand = errand;
    this.archives = archives;
    this.writer = writer;
    this.meter = meter;
  }

  /** Carries the state of a dataset at a snapshot, or what came to it since another one. */
  void carry(NativeArchives.Volume volume, Optional<String> from, String to) throws IOException {
    var part = new Part.Stream(volume.name(), from.isPresent(), Traces.gzip(errand));
    long expected = from.isPresent() ? 0 : volume.bytes().orElse(0);
    try (ExportWriter.Member member = writer.member(part.name())) {
      if (Traces.gzip(errand)) {
        var gzip = new ParallelGzip(member, LEVEL);
        boolean whole = false;
        try {
          send(volume, from, to, gzip, expected);
          whole = true;
        } finally {
          if (!whole) {
            gzip.abandon();
          }
        }
        gzip.close();
      } else {
        send(volume, from, to, member, expected);
      }
    }
    meter.nextStream();
  }

  private void send(
      NativeArchives.Volume volume,
      Optional<String> from,
      String to,
      OutputStream out,
      long expected)
      throws IOException {
    var tail = new Tail(out, done -> meter.bytes(done, Math.max(done, expected)));
    archives.send(errand.name(), volume.name(), from, to, tail);
    if (!tail.ended()) {
      throw new ProblemException(
          "stream-cut",
          "The stream is not whole",
          "The stream of the dataset “"
              + volume.name()
              + "” ended without its last record, although the node says that all is well.",
          "Look at the pool's health on " + errand.node() + ", then try again.");
    }
  }
}
