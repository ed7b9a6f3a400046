package quayside.core.archive.tar;

import java.io.IOException;

/** A tar archive that is damaged or cut short. The message is one sentence. */
public final class TarException extends IOException {
  private static final long serialVersionUID = 1L;
  private final long offset;
  private final boolean cut;

  private TarException(long offset, boolean cut, String sentence) {
    super(sentence);
    this.offset = offset;
    this.cut = cut;
  }

  static TarException damaged(long offset) {
    return new TarException(
        offset, false, "This is not a tar archive, or it is damaged at byte " + offset + ".");
  }

  static TarException cut(long offset) {
    return new TarException(
        offset, true, "The tar archive is cut short: it ends at byte " + offset + ".");
  }

  /** Bytes from the start of the archive to what is wrong. */
  public long offset() {
    return offset;
  }

  /** Whether its end is missing, so that what came before may be good. */
  public boolean cut() {
    return cut;
  }
}
