package quayside.core.archive.osctl;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import quayside.core.archive.ArchiveException;
import quayside.core.archive.HashedInput;
import quayside.core.archive.tar.TarEntry;
import quayside.core.archive.tar.TarException;
import quayside.core.archive.tar.TarReader;
import quayside.core.archive.zfs.ZfsStreamException;

/**
 * Reads an archive once from start to end, as it is on the disk, and proves it: all records of all
 * streams have their checksums, increments fit their bases, nothing is missing. On the way it makes
 * the checksum of the whole file. Needs no room, also where streams are packed.
 */
public final class ExportProof {
  private final Path file;
  private final LongConsumer progress;
  private final Map<String, Long> guids = new HashMap<>();
  private boolean complete;

  private ExportProof(Path file, LongConsumer progress) {
    this.file = file;
    this.progress = progress;
  }

  /**
   * Proves an archive.
   *
   * @param progress told the bytes read so far
   * @return the SHA-256 of the file
   * @throws ArchiveException where something is wrong with it
   */
  public static byte[] of(Path file, LongConsumer progress) throws IOException {
    return new ExportProof(file, progress).run();
  }

  private byte[] run() throws IOException {
    try (var in = new HashedInput(Files.newInputStream(file), progress)) {
      var tar = new TarReader(in);
      for (Optional<TarEntry> e = tar.next(); e.isPresent(); e = tar.next()) {
        Member member = Member.of(e.get());
        if (member.part() instanceof Part.Stream stream) {
          InputStream contents = tar.contents(e.get());
          stream(stream, stream.gzip() ? new GZIPInputStream(contents, 1 << 16) : contents);
        }
        complete |= member.part() instanceof Part.Snapshots || member.part() instanceof Part.Files;
      }
      if (tar.ending() != TarReader.Ending.PROPER || !complete) {
        throw broken("its end is missing.");
      }
      in.transferTo(OutputStream.nullOutputStream());
      return in.sha256();
    } catch (ZfsStreamException | TarException | EOFException | ZipException e) {
      throw broken(String.valueOf(e.getMessage()));
    }
  }

  private ArchiveException broken(String why) {
    return new ArchiveException(
        "archive-broken",
        "The archive is not as it should be",
        "The archive was read back and something is wrong with it: " + why,
        "Export it again; look at the disk if it happens once more.");
  }

  private void stream(Part.Stream stream, InputStream in) throws IOException {
    StreamProof.Guids found = StreamProof.of(in);
    long wanted = stream.incremental() ? guids.getOrDefault(stream.dataset(), 0L) : 0L;
    if (found.from() != wanted) {
      throw broken("“" + stream.name() + "” does not fit what is before it.");
    }
    guids.put(stream.dataset(), found.to());
  }
}
