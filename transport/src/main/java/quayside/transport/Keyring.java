package quayside.transport;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Where the system keeps secrets beyond the life of a program. Calls block, perhaps until the
 * person has unlocked the keyring. What is handed over or returned is to be wiped by the caller.
 */
public interface Keyring {

  /**
   * The keyring of this system: the Secret Service on Linux (by {@code secret-tool}), the keychain
   * on macOS (by {@code security}); empty where neither is there.
   *
   * @param environment of the process
   */
  static Optional<Keyring> ofSystem(Map<String, String> environment) {
    return quayside.transport.local.SystemKeyring.find(environment);
  }

  /** What people call it. */
  String name();

  /** A secret by its name. */
  Optional<char[]> find(String what) throws IOException;

  /** Keeps a secret, in place of an earlier one of that name. */
  void keep(String what, char[] secret) throws IOException;

  /** Removes a secret; no failure if there is none. */
  void forget(String what) throws IOException;

  /** Removes every secret that Quayside keeps there. */
  void forgetAll() throws IOException;
}
