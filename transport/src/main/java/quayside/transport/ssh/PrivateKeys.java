package quayside.transport.ssh;

import com.hierynomus.sshj.userauth.keyprovider.OpenSSHKeyV1KeyFile;
import java.io.CharArrayReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import net.schmizz.sshj.userauth.keyprovider.FileKeyProvider;
import net.schmizz.sshj.userauth.keyprovider.KeyFormat;
import net.schmizz.sshj.userauth.keyprovider.KeyPairWrapper;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import net.schmizz.sshj.userauth.keyprovider.KeyProviderUtil;
import net.schmizz.sshj.userauth.keyprovider.PKCS8KeyFile;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.Resource;
import org.jspecify.annotations.Nullable;
import quayside.transport.Secrets;
import quayside.transport.keys.PublicKeyLine;

/**
 * Reads private key files in OpenSSH's own format and in PEM (PKCS#1, PKCS#8, SEC 1), asking for
 * passphrases. sshj's reading by file name is avoided: it silently takes a certificate that lies
 * beside the key and then offers nothing else.
 */
final class PrivateKeys {
  private static final int ATTEMPTS = 3;
  private static final long LARGEST_FILE = 1 << 20;
  private static final Pattern LEGACY =
      Pattern.compile("^Proc-Type: 4,ENCRYPTED", Pattern.MULTILINE);

  private final Secrets secrets;

  PrivateKeys(Secrets secrets) {
    this.secrets = secrets;
  }

  /** A key file cannot be used; the message is a sentence. */
  static final class Unusable extends IOException {
    private static final long serialVersionUID = 1L;

    Unusable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  KeyProvider load(Path file) throws Unusable {
    char[] text = text(file);
    try {
      return open(file, text);
    } finally {
      Arrays.fill(text, '\0');
    }
  }

  /** The public half from the file beside the key, if there is one. */
  static Optional<PublicKeyLine> publicHalf(Path file) {
    Path beside = file.resolveSibling(file.getFileName() + ".pub");
    try {
      return Files.isReadable(beside)
          ? Optional.of(PublicKeyLine.parse(Files.readString(beside)))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private KeyProvider open(Path file, char[] text) throws Unusable {
    boolean octets = LEGACY.matcher(CharBuffer.wrap(text)).find();
    for (int attempt = 0; attempt <= ATTEMPTS; attempt++) {
      Optional<char[]> passphrase =
          attempt == 0 ? Optional.empty() : secrets.passphrase(file, attempt);
      if (attempt > 0 && passphrase.isEmpty()) {
        throw new Unusable("The key " + file + " needs its passphrase, which was not given.", null);
      }
      var once = new Once(passphrase, octets);
      try {
        FileKeyProvider provider = provider(file, text);
        provider.init(new CharArrayReader(text), null, once);
        return new KeyPairWrapper(provider.getPublic(), provider.getPrivate());
      } catch (IOException | RuntimeException e) {
        if (!once.asked) {
          throw new Unusable("The key " + file + " cannot be read; it may be damaged.", e);
        }
      } finally {
        passphrase.ifPresent(secret -> Arrays.fill(secret, '\0'));
      }
    }
    throw new Unusable(
        "The passphrase given for the key " + file + " is wrong. Check it and connect again.",
        null);
  }

  private static FileKeyProvider provider(Path file, char[] text) throws IOException {
    KeyFormat format = KeyProviderUtil.detectKeyFileFormat(new CharArrayReader(text), false);
    return switch (format) {
      case OpenSSHv1 -> new OpenSSHKeyV1KeyFile();
      case PKCS8, OpenSSH -> new PKCS8KeyFile();
      case PuTTY, Unknown ->
          throw new Unusable(
              "The file "
                  + file
                  + " is not a private key in OpenSSH's or PEM format. PuTTY's keys can be exported"
                  + " as OpenSSH keys by puttygen.",
              null);
    };
  }

  private static char[] text(Path file) throws Unusable {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw new Unusable("The file " + file + " is too large for a private key.", null);
      }
      byte[] bytes = Files.readAllBytes(file);
      CharBuffer chars = StandardCharsets.ISO_8859_1.decode(ByteBuffer.wrap(bytes));
      Arrays.fill(bytes, (byte) 0);
      return chars.array();
    } catch (Unusable e) {
      throw e;
    } catch (IOException e) {
      throw new Unusable(
          Files.exists(file)
              ? "The key " + file + " cannot be read: " + e.getMessage() + "."
              : "There is no key file " + file + ".",
          e);
    }
  }

  /** Gives one answer and notes whether it was wanted. */
  private static final class Once implements PasswordFinder {
    private final Optional<char[]> answer;
    private final boolean octets;
    private boolean asked;

    /**
     * @param octets whether the passphrase is to be given as the octets of its UTF-8 form, one per
     *     char: BouncyCastle's reader of old PEM files (RFC 1421) cuts each char to an octet, while
     *     OpenSSL took what the terminal sent
     */
    Once(Optional<char[]> answer, boolean octets) {
      this.answer = answer;
      this.octets = octets;
    }

    @Override
    public char @Nullable [] reqPassword(Resource<?> resource) {
      asked = true;
      return answer.map(secret -> octets ? utf8(secret) : secret.clone()).orElse(null);
    }

    private static char[] utf8(char[] secret) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(secret));
      char[] chars = new char[bytes.remaining()];
      for (int i = 0; i < chars.length; i++) {
        chars[i] = (char) (bytes.get(i) & 0xff);
      }
      while (bytes.hasRemaining()) {
        bytes.put((byte) 0);
      }
      return chars;
    }

    @Override
    public boolean shouldRetry(Resource<?> resource) {
      return false;
    }
  }
}
