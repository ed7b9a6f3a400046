package quayside.transport.server;

import java.net.InetSocketAddress;
import java.util.Optional;
import quayside.transport.keys.PublicKeyLine;

/** One user of a server. */
public interface Account {

  /**
   * Decides about a key that the client proves to own.
   *
   * @param key type and key without comment
   * @param client the client's address
   * @return what the login may do, or empty to refuse the key
   */
  Optional<Grant> authorize(PublicKeyLine key, InetSocketAddress client);
}
