package quayside.core.archive.osctl;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import quayside.core.archive.StreamFacts;
import quayside.core.archive.StreamHead;

/** The heads of the streams in an export, without reading what follows them. */
final class ExportHeads {
  private final ExportArchive archive;

  ExportHeads(ExportArchive archive) {
    this.archive = archive;
  }

  /** All, in the order of the archive; one that cannot be read is left out: verifying says why. */
  List<StreamFacts> all() throws IOException {
    var heads = new ArrayList<StreamFacts>();
    try (FileChannel file = FileChannel.open(archive.file(), StandardOpenOption.READ)) {
      for (Member member : archive.members()) {
        if (member.part() instanceof Part.Stream stream) {
          head(file, member, stream).ifPresent(heads::add);
        }
      }
    }
    return heads;
  }

  private static Optional<StreamFacts> head(FileChannel file, Member member, Part.Stream stream)
      throws IOException {
    file.position(member.entry().offset());
    InputStream in = new BufferedInputStream(Channels.newInputStream(file), 1 << 16);
    try {
      InputStream plain = stream.gzip() ? new GZIPInputStream(in, 1 << 16) : in;
      return Optional.of(StreamHead.read(member.name(), plain, stream.gzip()));
    } catch (IOException e) {
      System.getLogger(ExportHeads.class.getName())
          .log(System.Logger.Level.DEBUG, "no head of {0}: {1}", member.name(), e.getMessage());
      return Optional.empty();
    }
  }

  /** Names of the snapshots of some streams, newest first. */
  List<String> snapshots(List<Part.Stream> streams) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    List<StreamFacts> heads = all();
    for (Part.Stream stream : streams.reversed()) {
      for (StreamFacts head : heads) {
        int at = head.snapshot().indexOf('@');
        if (head.member().equals(stream.name()) && at >= 0) {
          names.add(head.snapshot().substring(at + 1));
        }
      }
    }
    return List.copyOf(names);
  }
}
