package quayside.core.model;

import java.util.Locale;

/** Kinds of nodes. */
public enum Platform {
  /** Managed by osctld. */
  VPSADMINOS("vpsAdminOS"),
  /** A machine with an Incus server. */
  INCUS("Incus"),
  /** A machine with an LXD server. */
  LXD("LXD");

  private final String text;

  Platform(String text) {
    this.text = text;
  }

  /** Its name as people write it. */
  public String text() {
    return text;
  }

  /** Its name in the node book, on the command line and for programs. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is one of the two that speak the REST API of LXD. */
  public boolean isInstanceServer() {
    return this != VPSADMINOS;
  }
}
