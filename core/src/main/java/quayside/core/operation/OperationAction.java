package quayside.core.operation;

/** What can be asked of an operation. */
public enum OperationAction {
  /** Switch over now. */
  SWITCH_NOW,
  /** One more sync round before deciding. */
  SYNC_AGAIN,
  /** Stop when the running step is done; it can be continued later. */
  STOP_AFTER_STEP,
  /** Take everything back: the source as it was, nothing on the target. */
  CANCEL,
  /** Go on from where the nodes stand. */
  CONTINUE,
  /** The target is complete: remove what is left of the source. */
  CLEAN_UP,
  /** Put the line away; the journal stays. */
  DISMISS
}
