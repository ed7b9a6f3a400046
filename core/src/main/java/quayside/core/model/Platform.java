package quayside.core.model;

/** Kinds of nodes. */
public enum Platform {
  VPSADMINOS("vpsAdminOS");

  private final String text;

  Platform(String text) {
    this.text = text;
  }

  /** Its name as people write it. */
  public String text() {
    return text;
  }
}
