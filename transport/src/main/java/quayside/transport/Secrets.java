package quayside.transport;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Who knows passphrases and passwords. Called while connecting, perhaps from a thread of the SSH
 * library, which waits. An empty answer means "none, go on without". The caller wipes the array
 * after use.
 */
public interface Secrets {

  /**
   * The passphrase of a private key file.
   *
   * @param attempt 1 for the first question, then counting up: the last answer was wrong
   */
  Optional<char[]> passphrase(Path keyFile, int attempt);

  /** The password of {@code account}, written {@code user@host}. */
  Optional<char[]> password(String account, int attempt);

  /** The answer to a question of the server (keyboard-interactive, RFC 4256). */
  Optional<char[]> answer(String account, String prompt, boolean echo);

  /**
   * Whether the answer just given is to be kept in the system's keyring. Asked once after each
   * answer, if there is a keyring.
   *
   * @param what as {@link Vault} names it
   */
  default boolean keep(String what) {
    return false;
  }

  /** Knows nothing, for programs without anybody to ask. */
  Secrets NONE =
      new Secrets() {
        @Override
        public Optional<char[]> passphrase(Path keyFile, int attempt) {
          return Optional.empty();
        }

        @Override
        public Optional<char[]> password(String account, int attempt) {
          return Optional.empty();
        }

        @Override
        public Optional<char[]> answer(String account, String prompt, boolean echo) {
          return Optional.empty();
        }
      };
}
