package quayside.core.archive;

import java.io.IOException;

/** Something is wrong with an archive, or with the file it is in: a sentence for people. */
public final class ArchiveException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String title;
  private final String tryThis;

  /**
   * A failure in words.
   *
   * @param code stable, for programs
   * @param title a few words
   * @param sentence what happened
   * @param tryThis what to try; may be empty
   */
  public ArchiveException(String code, String title, String sentence, String tryThis) {
    super(sentence);
    this.code = code;
    this.title = title;
    this.tryThis = tryThis;
  }

  public String code() {
    return code;
  }

  public String title() {
    return title;
  }

  public String tryThis() {
    return tryThis;
  }
}
