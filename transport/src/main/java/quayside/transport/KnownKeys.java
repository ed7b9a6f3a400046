package quayside.transport;

import java.io.IOException;
import java.util.List;
import quayside.transport.hosts.KnownHost;
import quayside.transport.keys.PublicKeyLine;

/** The host keys that this desktop knows, in OpenSSH's files, and what hosts show now. */
public interface KnownKeys {

  /** What is known of a machine; the name is the one that its ssh configuration leads to. */
  List<KnownHost> of(Endpoint.Ssh at) throws IOException;

  /** Every known key of the user's file. */
  List<KnownHost> all() throws IOException;

  /**
   * Forgets what is known of a machine; patterns that speak of others too stay.
   *
   * @return how many lines no longer speak of it
   */
  int forget(Endpoint.Ssh at) throws IOException;

  /** Connects and looks which key the machine shows now, without trusting it or logging in. */
  PublicKeyLine shown(Endpoint.Ssh at) throws TransportException;

  /**
   * Puts the key that a machine shows now in place of those that are known.
   *
   * @param sha256 the fingerprint that a person accepted
   * @throws TransportException.HostKeyRejected if it shows another one; nothing is changed then
   */
  void replace(Endpoint.Ssh at, String sha256) throws IOException;
}
