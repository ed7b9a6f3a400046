package quayside.core.model;

import java.util.Locale;

/** States of a container: LXC's, and osctld's {@code unknown}, {@code error} and {@code staged}. */
public enum ContainerState {
  STOPPED,
  STARTING,
  RUNNING,
  STOPPING,
  ABORTING,
  FREEZING,
  FROZEN,
  THAWED,
  STAGED,
  ERROR,
  UNKNOWN;

  /** The state by its name on the wire; a name never heard of is {@link #UNKNOWN}. */
  public static ContainerState of(String name) {
    for (ContainerState state : values()) {
      if (state.text().equals(name)) {
        return state;
      }
    }
    return UNKNOWN;
  }

  /** Whether a container in this state has processes. */
  public boolean runs() {
    return switch (this) {
      case RUNNING, STARTING, STOPPING, ABORTING, FREEZING, FROZEN, THAWED -> true;
      case STOPPED, STAGED, ERROR, UNKNOWN -> false;
    };
  }

  /** The name on the wire. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
