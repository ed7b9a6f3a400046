package quayside.core.archive.zfs;

import java.io.IOException;

/**
 * A send stream that cannot be trusted or opened: damaged, cut short, of a kind that is not
 * supported, or contradicting itself. The message is one sentence and ends with the offset of the
 * record in question.
 */
public final class ZfsStreamException extends IOException {
  private static final long serialVersionUID = 1;

  private final long offset;

  /**
   * An error at a record.
   *
   * @param offset bytes from the start of the stream to the record in question
   * @param sentence what is wrong, without a full stop
   */
  public ZfsStreamException(long offset, String sentence) {
    super(sentence + " (at byte " + offset + " of the stream).");
    this.offset = offset;
  }

  /** Bytes from the start of the stream to the record in question. */
  public long offset() {
    return offset;
  }
}
