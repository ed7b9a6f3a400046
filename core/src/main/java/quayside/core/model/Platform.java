package quayside.core.model;

/** Kinds of nodes. */
public enum Platform {
  VPSADMINOS
}
