package quayside.core.archive.osctl;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import quayside.core.archive.ArchiveException;
import quayside.core.archive.CountedInput;
import quayside.core.archive.zfs.ZfsStreamException;
import quayside.core.archive.zfs.record.RecordReader;
import quayside.core.archive.zfs.record.StreamRecord;

/** Checks all checksums of streams without keeping anything of them. */
public final class StreamProof {
  private StreamProof() {}

  /**
   * What a stream leads from and to.
   *
   * @param from guid of the snapshot it builds on; 0 for a full one
   * @param to guid of its last snapshot
   */
  public record Guids(long from, long to) {}

  /**
   * Reads a stream to its end.
   *
   * @throws ZfsStreamException where it is damaged or cut short
   */
  static Guids of(InputStream in) throws IOException {
    var records = new RecordReader(in);
    StreamRecord.@Nullable Begin first = null;
    StreamRecord.@Nullable Begin last = null;
    for (StreamRecord record = records.next(); record != null; record = records.next()) {
      if (record instanceof StreamRecord.Begin begin && !begin.compound()) {
        first = first == null ? begin : first;
        last = begin;
      }
    }
    if (first == null || last == null) {
      throw new ZfsStreamException(0, "The package holds no stream");
    }
    return new Guids(first.fromGuid(), last.toGuid());
  }

  /**
   * Reads all streams of an archive, wherever they lie in it.
   *
   * @param progress told the bytes of the archive read so far
   * @throws ArchiveException where something is wrong with one
   */
  public static void check(ExportArchive archive, LongConsumer progress) throws IOException {
    long done = 0;
    for (String dataset : archive.datasets()) {
      Optional<Member> base = archive.stream(dataset, false);
      Optional<Member> increment = archive.stream(dataset, true);
      if (base.isEmpty()) {
        continue; // said among the remarks
      }
      Guids full = read(archive, base.get(), done, progress);
      done += base.get().entry().size();
      if (full.from() != 0) {
        throw broken(archive, base.get(), "it begins with an increment.");
      }
      if (increment.isPresent()) {
        Guids more = read(archive, increment.get(), done, progress);
        done += increment.get().entry().size();
        if (more.from() != full.to()) {
          throw broken(archive, increment.get(), "it builds on another snapshot than its base.");
        }
      }
    }
  }

  private static Guids read(
      ExportArchive archive, Member member, long before, LongConsumer progress) throws IOException {
    boolean gzip = member.part() instanceof Part.Stream stream && stream.gzip();
    try (InputStream raw =
            new CountedInput(archive.open(member), n -> progress.accept(before + n));
        InputStream in = gzip ? new GZIPInputStream(raw, 1 << 16) : raw) {
      return of(in);
    } catch (ZfsStreamException | EOFException | ZipException e) {
      throw broken(archive, member, String.valueOf(e.getMessage()));
    }
  }

  private static ArchiveException broken(ExportArchive archive, Member member, String why) {
    return new ArchiveException(
        "archive-broken",
        "The archive is damaged",
        "The stream “" + member.name() + "” in " + archive.file() + " is damaged: " + why,
        "Use another archive; archive verify tells all that is wrong with this one.");
  }
}
