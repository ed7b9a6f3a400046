package quayside.core.driver;

/** What can be done to one container in one go. */
public enum ContainerAction {
  START,
  STOP,
  RESTART,
  FREEZE,
  UNFREEZE,
  /** Removes the container and its data. */
  DELETE
}
