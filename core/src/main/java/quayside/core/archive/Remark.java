package quayside.core.archive;

/**
 * Something about an archive that its owner should know.
 *
 * @param severity how bad it is
 * @param code stable short name, for example {@code format-missing}
 * @param sentence what is so, for people
 * @param repairable whether a repaired copy would not have it
 */
public record Remark(Severity severity, String code, String sentence, boolean repairable) {

  /** How bad it is. */
  public enum Severity {
    /** Something is missing or not as it was written. */
    DAMAGE,
    /** Whole, but the node's own import would not take it as it is. */
    REFUSED,
    /** Unusual; nothing comes of it. */
    ODD
  }

  public static Remark damage(String code, String sentence) {
    return new Remark(Severity.DAMAGE, code, sentence, false);
  }

  public static Remark refused(String code, String sentence, boolean repairable) {
    return new Remark(Severity.REFUSED, code, sentence, repairable);
  }

  public static Remark odd(String code, String sentence, boolean repairable) {
    return new Remark(Severity.ODD, code, sentence, repairable);
  }
}
