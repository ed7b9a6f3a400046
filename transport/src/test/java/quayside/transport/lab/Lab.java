package quayside.transport.lab;

import quayside.transport.Endpoint;

/** A machine for the contract tests, made and ended by the test itself. */
public interface Lab extends AutoCloseable {

  /** How to log in; host key and identity are given. */
  Endpoint.Ssh endpoint();

  /** A unix socket on it that answers every byte with itself. */
  String socket();

  @Override
  void close();
}
