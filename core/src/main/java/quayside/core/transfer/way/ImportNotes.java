package quayside.core.transfer.way;

import java.util.Optional;
import quayside.core.operation.StepContext;

/** What every import writes down. */
public final class ImportNotes {
  /** Noted when something may be left on the node. */
  public static final String BEGUN = "begun";

  /** Noted before the node is asked to make the container of the archive. */
  public static final String IMPORTING = "importing";

  /** Noted when the container is there; {@code no} when it was removed again. */
  public static final String MADE = "made";

  private ImportNotes() {}

  public static boolean yes(StepContext context, String note) {
    return context.noted(note).equals(Optional.of("yes"));
  }

  /** The container is there no more. */
  public static void unmade(StepContext context) {
    if (yes(context, MADE)) {
      context.note(MADE, "no");
    }
    if (yes(context, IMPORTING)) {
      context.note(IMPORTING, "no");
    }
  }
}
