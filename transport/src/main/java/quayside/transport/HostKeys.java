package quayside.transport;

/**
 * Who answers for host keys that {@code known_hosts} does not settle. Called on the connecting
 * thread, which waits for the answer.
 */
public interface HostKeys {

  /** What to do with a key never seen before. */
  enum Decision {
    TRUST_ONCE,
    TRUST_AND_SAVE,
    REFUSE
  }

  /** Asked when nothing is known about this host. */
  Decision unknown(HostKey key);

  /** Refuses every unknown key, for programs without anybody to ask. */
  HostKeys REFUSING = _ -> Decision.REFUSE;
}
