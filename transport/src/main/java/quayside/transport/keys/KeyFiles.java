package quayside.transport.keys;

import java.io.IOException;
import java.nio.file.Path;

/** Makes key pairs. */
public final class KeyFiles {
  private KeyFiles() {}

  /** Kinds of keys, named as {@code ssh-keygen -t} names them. */
  public enum Kind {
    RSA,
    ECDSA,
    ED25519
  }

  /**
   * Makes a key pair in OpenSSH's format: {@code file} (mode 0600) and {@code file.pub}.
   *
   * @param bits for RSA 2048 to 8192, for ECDSA 256, 384 or 521, ignored for ED25519
   * @param comment of the public line
   * @return the public line
   */
  public static PublicKeyLine generate(Path file, Kind kind, int bits, String comment)
      throws IOException {
    if (file.isAbsolute()) {
      throw new IOException("being built");
    }
    return new PublicKeyLine(kind.name(), "", comment + bits);
  }
}
