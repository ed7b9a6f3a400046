package quayside.core.embedded.osctl;

/** What was typed makes no sense: help goes to stdout, the message to stderr, status 64. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient Verb verb;

  UsageException(Verb verb, String message) {
    super(message);
    this.verb = verb;
  }

  /** The command whose help is to be shown. */
  Verb verb() {
    return verb;
  }
}
