package quayside.core.driver;

/** What a node can do, found out by asking it. */
public enum Capability {
  START_STOP,
  FREEZE,
  DELETE,
  EVENTS,
  /** {@link NativeSend}. */
  NATIVE_SEND,
  /** Exports and imports archives. */
  ARCHIVES,
  /** Only takes containers, from whoever has a key. */
  RECEIVE,
  /** {@link InstanceServer}. */
  INSTANCE_SERVER
}
