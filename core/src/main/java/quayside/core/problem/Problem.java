package quayside.core.problem;

/**
 * A failure in words.
 *
 * @param code stable short name for programs, for example {@code host-key-changed}
 * @param title a few words
 * @param sentence what happened, and what is safe
 * @param tryThis what to try; may be empty
 * @param details for a bug report, without secrets; may be empty
 */
public record Problem(String code, String title, String sentence, String tryThis, String details) {

  /**
   * The words for a failure: the only place where exceptions are translated for people. The codes
   * are listed in {@link Problems}.
   */
  public static Problem of(Throwable failure) {
    return Problems.of(failure);
  }
}
