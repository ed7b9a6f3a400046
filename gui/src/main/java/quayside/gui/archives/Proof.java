package quayside.gui.archives;

import java.time.Instant;

/** What is known of an archive being whole. */
sealed interface Proof {

  /**
   * It was read and checked, and has the size and time that it had then.
   *
   * @param whole how that came out
   * @param sentence the verdict
   */
  record Checked(boolean whole, Instant when, String sentence) implements Proof {}

  /** It was checked, but has been written since. */
  record Outdated() implements Proof {}

  /** Nobody checked it here, but a checksum lies beside it. */
  record Summed() implements Proof {}

  /** Nobody checked it. */
  record None() implements Proof {}
}
