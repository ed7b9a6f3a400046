package quayside.transport;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why a machine could not be reached or a stream to it ended. Messages are sentences. */
public abstract sealed class TransportException extends IOException {
  private static final long serialVersionUID = 1L;

  private TransportException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** No connection: name unknown, no route, port closed, time-out. */
  public static final class Unreachable extends TransportException {
    private static final long serialVersionUID = 1L;

    public Unreachable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The host key is unknown and was not accepted, or is not the one that is known. */
  public static final class HostKeyRejected extends TransportException {
    private static final long serialVersionUID = 1L;
    private final transient HostKey key;
    private final boolean changed;

    public HostKeyRejected(String message, HostKey key, boolean changed) {
      super(message, null);
      this.key = key;
      this.changed = changed;
    }

    /** The key that the host showed. */
    public HostKey key() {
      return key;
    }

    /** Whether another key is known for this host. */
    public boolean changed() {
      return changed;
    }
  }

  /** The host was reached but did not let us in, or a key file could not be opened. */
  public static final class AuthFailed extends TransportException {
    private static final long serialVersionUID = 1L;

    public AuthFailed(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The connection ended, or was closed by us, while something was under way. */
  public static final class Disconnected extends TransportException {
    private static final long serialVersionUID = 1L;

    public Disconnected(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The host is there but refused this command or socket (no such socket, forwarding off). */
  public static final class Refused extends TransportException {
    private static final long serialVersionUID = 1L;

    public Refused(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The host is there but neither answered nor took anything for too long. */
  public static final class TimedOut extends TransportException {
    private static final long serialVersionUID = 1L;

    public TimedOut(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
