package quayside.core.archive.zfs.record;

import java.io.IOException;
import quayside.core.archive.zfs.ZfsStreamException;

/**
 * The bytes of a stream in order: headers, and what follows them. The sums that headers name are
 * checked at once or somewhat later, but before the end is told.
 */
interface RecordInput {
  /** The bytes given so far. */
  long position();

  /** Fills {@code header}; false where the stream ends exactly here and all sums are right. */
  boolean header(byte[] header) throws IOException;

  /** From the latest header on, a BEGIN, the sums count anew. */
  void begin(byte[] header, boolean bigEndian) throws IOException;

  /** After the latest header, an END, the sums count anew. */
  void end() throws IOException;

  /** The sums of all before the latest header, or before its own checksum, have to be these. */
  void expect(Expectation expected) throws IOException;

  /**
   * Passes over {@code length} bytes, a multiple of four, and copies them to {@code copy} where
   * that is not empty.
   *
   * @param at where the record begins, for the error
   */
  void payload(long at, int length, byte[] copy) throws IOException;

  /**
   * Checks what was expected so far: when a record turns out to be impossible, damage before it is
   * the better explanation.
   */
  void settle() throws IOException;

  /** The error for a stream that ends inside a header. */
  static ZfsStreamException cutInHeader(long at) {
    return new ZfsStreamException(at, "The stream is cut short inside the header of a record");
  }

  /** The error for a stream that ends inside a payload. */
  static ZfsStreamException cut(long at, int length, long there) {
    return new ZfsStreamException(
        at,
        "The stream is cut short: a record announces "
            + length
            + " bytes and only "
            + there
            + " follow");
  }
}
