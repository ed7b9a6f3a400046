package quayside.core.driver;

import java.io.IOException;
import java.util.regex.Pattern;

/** What a node that was reached answered instead of doing it. Messages are sentences. */
public abstract sealed class DriverException extends IOException {
  private static final long serialVersionUID = 1L;

  private DriverException(String message) {
    super(message);
  }

  /** There is no such container, pool, user, profile or image. */
  public static final class NotFound extends DriverException {
    private static final long serialVersionUID = 1L;

    public NotFound(String message) {
      super(message);
    }
  }

  /** Something else works on it just now. */
  public static final class Busy extends DriverException {
    private static final long serialVersionUID = 1L;
    private final String holder;

    public Busy(String message, String holder) {
      super(message);
      this.holder = holder;
    }

    /** Who holds it, in the node's words; may be empty. */
    public String holder() {
      return holder;
    }
  }

  /** This node, or its version, cannot do that. */
  public static final class Unsupported extends DriverException {
    private static final long serialVersionUID = 1L;

    public Unsupported(String message) {
      super(message);
    }
  }

  /** The node refused; the message is the node's own. */
  public static final class Rejected extends DriverException {
    private static final long serialVersionUID = 1L;

    /** What ENOSPC and EDQUOT are called by the C library, Go and ZFS, in any case of letters. */
    private static final Pattern NO_ROOM =
        Pattern.compile(
            "no space left on device|quota exceeded|out of space", Pattern.CASE_INSENSITIVE);

    public Rejected(String message) {
      super(message);
    }

    /** Whether it refused because a disk of its own, or a quota there, is full. */
    public boolean forWantOfRoom() {
      return NO_ROOM.matcher(String.valueOf(getMessage())).find();
    }
  }

  /** Somebody that the node was to ask shows it a certificate that no authority vouches for. */
  public static final class Unvouched extends DriverException {
    private static final long serialVersionUID = 1L;

    public Unvouched(String message) {
      super(message);
    }
  }

  /** Files changed while they were copied, so not all of them are there; trying again may help. */
  public static final class Unsteady extends DriverException {
    private static final long serialVersionUID = 1L;

    public Unsteady(String message) {
      super(message);
    }
  }

  /** Something of that name is there already. */
  public static final class Exists extends DriverException {
    private static final long serialVersionUID = 1L;

    public Exists(String message) {
      super(message);
    }
  }

  /** What was to be changed has been changed by somebody else since it was read. */
  public static final class Conflict extends DriverException {
    private static final long serialVersionUID = 1L;

    public Conflict(String message) {
      super(message);
    }
  }

  /** The node answered something that cannot be understood. */
  public static final class Unreadable extends DriverException {
    private static final long serialVersionUID = 1L;
    private final String output;

    public Unreadable(String message, String output) {
      super(message);
      this.output = output;
    }

    /** The beginning of what it said, at most a few hundred characters. */
    public String output() {
      return output;
    }
  }

  /** The node did not answer in time. */
  public static final class Silent extends DriverException {
    private static final long serialVersionUID = 1L;

    public Silent(String message) {
      super(message);
    }
  }
}
