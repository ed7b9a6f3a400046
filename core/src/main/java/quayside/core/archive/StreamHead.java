package quayside.core.archive;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import quayside.core.archive.zfs.ZfsStreamException;
import quayside.core.archive.zfs.record.Feature;
import quayside.core.archive.zfs.record.RecordReader;
import quayside.core.archive.zfs.record.StreamRecord;

/** Reads the head of a ZFS send stream. */
public final class StreamHead {
  private StreamHead() {}

  /**
   * Reads no more than what stands before the first object.
   *
   * @param in after gzip
   */
  public static StreamFacts read(String member, InputStream in, boolean gzip) throws IOException {
    var records = new RecordReader(in);
    String name = "";
    @Nullable StreamRecord record = records.next();
    while (record != null) {
      if (record instanceof StreamRecord.Begin begin) {
        if (!begin.compound()) {
          return new StreamFacts(
              member,
              name.isEmpty() ? begin.toName() : name,
              begin.toGuid(),
              begin.fromGuid(),
              begin.created(),
              gzip,
              begin.has(Feature.COMPRESSED),
              begin.has(Feature.RAW));
        }
        name = begin.toName();
      }
      record = records.next();
    }
    throw new ZfsStreamException(0, "The package holds no stream");
  }
}
