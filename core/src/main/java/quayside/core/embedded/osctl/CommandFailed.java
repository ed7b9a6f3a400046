package quayside.core.embedded.osctl;

/** A command that ends with a message of its own, not one of the daemon's. */
final class CommandFailed extends Exception {
  private static final long serialVersionUID = 1L;
  private final int status;

  CommandFailed(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
