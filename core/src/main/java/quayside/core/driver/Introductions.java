package quayside.core.driver;

import java.io.IOException;
import quayside.core.model.Platform;
import quayside.transport.Connector;
import quayside.transport.Endpoint;

/** Getting to know nodes that are not in the book yet. */
public interface Introductions {

  /** With nodes that connections of one kind reach. */
  static Introductions over(Connector connector) {
    return new PlatformIntroductions(connector, Limits.DEFAULT);
  }

  /**
   * Finds out what kind of node answers at an address; a server that does not trust us yet will do.
   *
   * @throws DriverException.Unsupported if it is none that we know, or more than one
   */
  Platform kindOf(Endpoint address) throws IOException;

  /**
   * Makes a server trust this program's certificate. A token tells the server's fingerprint; with a
   * password somebody is asked whether it is the right server, unless the address tells.
   *
   * @param secret a token of the server, or the trust password that older LXD has; the caller wipes
   *     it
   * @return the address with the fingerprint of the server that it was
   * @throws quayside.transport.TransportException.AuthFailed if the server does not accept it
   */
  Endpoint.Https introduce(Endpoint.Https address, char[] secret) throws IOException;
}
