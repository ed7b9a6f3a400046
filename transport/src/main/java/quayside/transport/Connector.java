package quayside.transport;

/** Opens connections to machines. */
public interface Connector {

  /** Connects and authenticates; blocks at most for the endpoint's time-out per stage. */
  Remote connect(Endpoint endpoint) throws TransportException;
}
