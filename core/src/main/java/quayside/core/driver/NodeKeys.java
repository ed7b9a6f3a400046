package quayside.core.driver;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import quayside.core.model.PeerAddress;
import quayside.transport.Endpoint;
import quayside.transport.keys.KeyFiles;
import quayside.transport.keys.PublicKeyLine;

/**
 * The keys by which a vpsAdminOS node sends containers and lets others send to it (osctl(8), {@code
 * send key}, {@code receive authorized-keys}), and the host keys by which it knows others. Each
 * pool has a send key and a list of authorised keys of its own.
 */
public interface NodeKeys {

  /** The send key of a pool; empty if none was made yet. */
  Optional<SendKey> sendKey(String pool) throws IOException;

  /**
   * Makes the send key of a pool.
   *
   * @param bits absent: what osctl takes by itself
   * @param replace whether an existing one may be replaced; those who trust it then no longer do
   * @throws DriverException.Rejected if there is one and it may not
   */
  void generate(String pool, KeyFiles.Kind kind, OptionalInt bits, boolean replace)
      throws IOException;

  /**
   * The keys that may send to this node.
   *
   * @param pool absent: the node's first pool
   */
  List<AuthorizedKey> authorizedKeys(Optional<String> pool) throws IOException;

  /** Lets a key send to a pool of this node; absent: the node's first pool. */
  default void authorize(AuthorizedKey key, Optional<String> pool) throws IOException {
    authorize(key, new char[0], pool);
  }

  /**
   * The same with a passphrase that the sender must give. osctld keeps it in clear, lists it, and
   * puts it into an ssh command on the sending node.
   *
   * @param passphrase empty for none; wiped by the caller
   * @throws DriverException.Unsupported if it would show in a command's arguments
   */
  void authorize(AuthorizedKey key, char[] passphrase, Optional<String> pool) throws IOException;

  /** Withdraws a key by its name; no error if there is none. */
  void revoke(String name, Optional<String> pool) throws IOException;

  /**
   * Opens the restricted shell of another node from this node with the pool's send key, as the send
   * itself will, and reads what it says.
   */
  Access tryAccess(String pool, PeerAddress target) throws IOException;

  /**
   * The address under which another machine sees this node, as it must be known to limit a key to
   * it: logs in there through this node and reads {@code SSH_CONNECTION} (sshd(8)). Nothing is left
   * behind.
   *
   * @param login how to log in there, at the address that this node uses
   * @throws IOException if that is not possible
   */
  String seenBy(Endpoint.Ssh login) throws IOException;

  /** The host keys that this node shows to others. */
  List<PublicKeyLine> hostKeys() throws IOException;

  /**
   * The host keys that another machine shows to this node just now; none if it cannot be reached.
   */
  List<PublicKeyLine> shownTo(PeerAddress target) throws IOException;

  /** The host keys that root of this node knows of another machine. */
  List<PublicKeyLine> knownHostKeys(PeerAddress target) throws IOException;

  /** Lets root of this node know these host keys of another machine, and no others. */
  void pin(PeerAddress target, List<PublicKeyLine> keys) throws IOException;

  /**
   * Lets a key log in to the account of this connection, as {@code ssh-copy-id} does. Other lines
   * and the file's mode stay.
   *
   * @return whether it was added; false if it was there already
   */
  boolean addLogin(PublicKeyLine key) throws IOException;

  /** What the restricted shell of a target answered. */
  enum Access {
    AUTHORIZED,
    UNAUTHORIZED,
    UNREACHABLE,
    /** The machine shows another host key than the one that this node knows. */
    OTHER_HOST_KEY
  }

  /**
   * The key that a pool sends with.
   *
   * @param pool whose it is
   * @param publicKey the public half as its file has it, without the line's end
   * @param file the public half's file on the node
   * @param made when that file was written; absent if not told
   */
  record SendKey(String pool, String publicKey, String file, Optional<Instant> made) {}

  /**
   * A key that may send here.
   *
   * @param name unique in its list
   * @param publicKey one line, compared by the node to the letter, comment included
   * @param from patterns of addresses and host names, with commas; absent: from anywhere
   * @param ctid pattern of the ids that it may send; absent: any
   * @param singleUse whether it is removed after its use
   * @param inUse whether a container is just being received with it
   * @param passphrase whether the sender must give one; which is never told
   */
  record AuthorizedKey(
      String name,
      String publicKey,
      Optional<String> from,
      Optional<String> ctid,
      boolean singleUse,
      boolean inUse,
      boolean passphrase) {

    /** A key without any limit. */
    public static AuthorizedKey of(String name, String publicKey) {
      return new AuthorizedKey(
          name, publicKey, Optional.empty(), Optional.empty(), false, false, false);
    }

    /** Whether something limits it. */
    public boolean limited() {
      return from.isPresent() || ctid.isPresent() || singleUse || passphrase;
    }
  }
}
