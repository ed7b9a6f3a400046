package quayside.transport.keys;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.jspecify.annotations.Nullable;

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
   * @throws IOException if either file exists already or cannot be written
   * @throws IllegalArgumentException for a size that the kind does not have, or a comment of
   *     several lines
   */
  public static PublicKeyLine generate(Path file, Kind kind, int bits, String comment)
      throws IOException {
    return generate(file, kind, bits, comment, new char[0]);
  }

  /**
   * The same with a passphrase, by which the private half is encrypted (OpenSSH's bcrypt, AES-256).
   *
   * @param passphrase empty for none; wiped by the caller. The library takes it as a text, which
   *     lives on until it is collected.
   */
  public static PublicKeyLine generate(
      Path file, Kind kind, int bits, String comment, char[] passphrase) throws IOException {
    if (comment.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("The comment of a key must be one line of plain text.");
    }
    Path publicFile = file.resolveSibling(file.getFileName() + ".pub");
    if (Files.exists(file) || Files.exists(publicFile)) {
      throw new IOException(
          "There is already a key at " + file + "; it was left as it is. Choose another file.");
    }
    try {
      KeyPair pair = pair(kind, bits);
      var line = PublicKeyLine.parse(PublicKeyEntry.toString(pair.getPublic()) + " " + comment);
      writePrivate(file, pair, comment, passphrase);
      Files.writeString(publicFile, line.line() + "\n", StandardOpenOption.CREATE_NEW);
      return line;
    } catch (GeneralSecurityException e) {
      throw new IOException("The key " + file + " could not be made: " + e.getMessage(), e);
    }
  }

  /** Whether a file looks like a private key, by its first line. */
  public static boolean isPrivate(Path file) {
    return head(file).matches("(?s)-----BEGIN (\\w+ )*PRIVATE KEY-----\\R.*");
  }

  /**
   * Whether a private key file needs a passphrase: OpenSSH's format names its cipher
   * (PROTOCOL.key), PEM says that it is encrypted.
   */
  public static boolean isEncrypted(Path file) {
    String head = head(file);
    if (!head.startsWith("-----BEGIN OPENSSH")) {
      return head.contains("ENCRYPTED");
    }
    String[] lines = head.split("\\R", 3);
    try {
      byte[] start = Base64.getDecoder().decode(lines.length > 1 ? lines[1].strip() : "");
      String text = new String(start, StandardCharsets.ISO_8859_1);
      return !text.startsWith("openssh-key-v1\0\0\0\0\4none");
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** Enough of a file to tell what it is; empty if it cannot be read. */
  private static String head(Path file) {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(200), StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return "";
    }
  }

  private static KeyPair pair(Kind kind, int bits) throws GeneralSecurityException {
    return switch (kind) {
      case RSA -> {
        require(bits >= 2048 && bits <= 8192, "An RSA key has 2048 to 8192 bits.");
        yield KeyUtils.generateKeyPair("ssh-rsa", bits);
      }
      case ECDSA -> {
        require(Set.of(256, 384, 521).contains(bits), "An ECDSA key has 256, 384 or 521 bits.");
        yield KeyUtils.generateKeyPair("ecdsa-sha2-nistp" + bits, bits);
      }
      case ED25519 -> KeyUtils.generateKeyPair("ssh-ed25519", 256);
    };
  }

  private static void require(boolean condition, String sentence) {
    if (!condition) {
      throw new IllegalArgumentException(sentence);
    }
  }

  private static void writePrivate(Path file, KeyPair pair, String comment, char[] passphrase)
      throws IOException, GeneralSecurityException {
    @Nullable OpenSSHKeyEncryptionContext encryption = null;
    if (passphrase.length > 0) {
      encryption = new OpenSSHKeyEncryptionContext();
      encryption.setPassword(new String(passphrase));
      encryption.setCipherType("256");
      encryption.setCipherMode("CTR");
    }
    var buffer = new ByteArrayOutputStream();
    OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, comment, encryption, buffer);
    byte[] text = buffer.toByteArray();
    try {
      OwnFiles.create(file, text);
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }
}
