package quayside.core.keys;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import quayside.transport.keys.PublicKeyLine;

/** The keys by which this desktop logs in to nodes. */
public interface Identities {

  /** Key files of the user and of the node book, then what the agent keeps besides. */
  List<Identity> list() throws IOException;

  /**
   * Makes an ed25519 key.
   *
   * @param file where; must not exist, nor {@code file.pub}
   * @param passphrase empty for none; wiped by the caller
   */
  Identity generate(Path file, String comment, char[] passphrase) throws IOException;

  /**
   * Lets a key log in to a node, as {@code ssh-copy-id} does: adds it to the account's {@code
   * authorized_keys} over the way in that there is now. Other lines and the file's mode stay.
   *
   * @return whether it was added; false if it was there already
   */
  boolean copy(String node, PublicKeyLine key) throws IOException;

  /**
   * Logs in to a node with this key alone.
   *
   * @throws IOException with the reason if it does not get in
   */
  void tryLogin(String node, Path file) throws IOException;

  /**
   * Says with which key a node is logged in to from now on.
   *
   * @param identity a key file, or an agent's key; absent: agent and usual files
   */
  void use(String node, Optional<Identity> identity) throws IOException;

  /**
   * A key that can log in.
   *
   * @param file the private half; absent: the agent has it
   * @param key the public half; absent: it is not beside the file
   * @param encrypted whether the file needs a passphrase
   */
  record Identity(Optional<Path> file, Optional<PublicKeyLine> key, boolean encrypted) {}
}
