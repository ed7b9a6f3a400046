package quayside.transport.local;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import quayside.transport.Keyring;

/**
 * The system's keyring by the program that comes with it: {@code secret-tool} (libsecret, for the
 * freedesktop.org Secret Service) or {@code security} (macOS keychain). Secrets go through standard
 * input and output, never through arguments.
 */
public final class SystemKeyring implements Keyring {
  private static final String SERVICE = "quayside";

  /** The person may have to type the keyring's own password meanwhile. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final int MOST = 1000;

  private final Kind kind;
  private final String program;
  private final Map<String, String> environment;

  private enum Kind {
    SECRET_SERVICE,
    KEYCHAIN
  }

  private SystemKeyring(Kind kind, String program, Map<String, String> environment) {
    this.kind = kind;
    this.program = program;
    this.environment = Map.copyOf(environment);
  }

  /** The keyring of this system, if there is one that can be asked. */
  public static Optional<Keyring> find(Map<String, String> environment) {
    Optional<String> security = program("security", environment);
    if (System.getProperty("os.name").startsWith("Mac")) {
      return security.map(p -> new SystemKeyring(Kind.KEYCHAIN, p, environment));
    }
    boolean bus =
        environment.containsKey("DBUS_SESSION_BUS_ADDRESS")
            || Files.exists(Path.of(environment.getOrDefault("XDG_RUNTIME_DIR", "/none"), "bus"));
    return bus
        ? program("secret-tool", environment)
            .map(p -> new SystemKeyring(Kind.SECRET_SERVICE, p, environment))
        : Optional.empty();
  }

  private static Optional<String> program(String name, Map<String, String> environment) {
    return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  @Override
  public String name() {
    return switch (kind) {
      case SECRET_SERVICE -> "the desktop's keyring";
      case KEYCHAIN -> "the keychain";
    };
  }

  @Override
  public Optional<char[]> find(String what) throws IOException {
    List<String> argv =
        switch (kind) {
          case SECRET_SERVICE -> words("lookup", "service", SERVICE, "what", what);
          case KEYCHAIN -> words("find-generic-password", "-s", SERVICE, "-a", what, "-w");
        };
    LocalProgram.Result result = run(argv, new byte[0]);
    try {
      return result.exit() == 0 && result.out().hasRemaining()
          ? Optional.of(secret(result.out().array()))
          : Optional.empty();
    } finally {
      Arrays.fill(result.out().array(), (byte) 0);
    }
  }

  @Override
  public void keep(String what, char[] secret) throws IOException {
    byte[] text = encoded(secret);
    byte[] input = input(what, text);
    try {
      List<String> argv =
          switch (kind) {
            case SECRET_SERVICE ->
                words("store", "--label=Quayside: " + what, "service", SERVICE, "what", what);
            case KEYCHAIN -> words("-i");
          };
      if (run(argv, input).exit() != 0) {
        throw new IOException(name() + " did not take the secret; it is remembered until the end.");
      }
    } finally {
      Arrays.fill(text, (byte) 0);
      Arrays.fill(input, (byte) 0);
    }
  }

  @Override
  public void forget(String what) throws IOException {
    run(
        switch (kind) {
          case SECRET_SERVICE -> words("clear", "service", SERVICE, "what", what);
          case KEYCHAIN -> words("delete-generic-password", "-s", SERVICE, "-a", what);
        },
        new byte[0]);
  }

  /** {@code secret-tool} clears all that fit at once, {@code security} one by one. */
  @Override
  public void forgetAll() throws IOException {
    switch (kind) {
      case SECRET_SERVICE -> run(words("clear", "service", SERVICE), new byte[0]);
      case KEYCHAIN -> {
        for (int i = 0; i < MOST; i++) {
          if (run(words("delete-generic-password", "-s", SERVICE), new byte[0]).exit() != 0) {
            return;
          }
        }
      }
    }
  }

  private LocalProgram.Result run(List<String> argv, byte[] input) throws IOException {
    return LocalProgram.run(argv, environment, input, PATIENCE);
  }

  private List<String> words(String... more) {
    var words = new ArrayList<String>(List.of(program));
    words.addAll(List.of(more));
    return words;
  }

  /** Base 64, so that neither program has anything to quote or to cut off. */
  private static byte[] encoded(char[] secret) {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(secret));
    byte[] plain = new byte[bytes.remaining()];
    bytes.get(plain);
    bytes.rewind();
    while (bytes.hasRemaining()) {
      bytes.put((byte) 0);
    }
    try {
      return Base64.getEncoder().encode(plain);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private static char[] secret(byte[] out) throws IOException {
    int length = out.length;
    while (length > 0 && out[length - 1] == '\n') {
      length--;
    }
    byte[] text = Arrays.copyOf(out, length);
    try {
      byte[] plain = Base64.getDecoder().decode(text);
      CharBuffer chars = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(plain));
      char[] secret = new char[chars.remaining()];
      chars.get(secret);
      Arrays.fill(chars.array(), '\0');
      Arrays.fill(plain, (byte) 0);
      return secret;
    } catch (IllegalArgumentException _) {
      throw new IOException("What the keyring has for Quayside was not written by Quayside.");
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  /** The secret itself, or for {@code security -i} the command that has it. */
  private byte[] input(String what, byte[] text) {
    if (kind == Kind.SECRET_SERVICE) {
      return text.clone();
    }
    String account = what.replace("\\", "\\\\").replace("\"", "\\\"");
    byte[] head =
        ("add-generic-password -U -s " + SERVICE + " -a \"" + account + "\" -w ")
            .getBytes(StandardCharsets.UTF_8);
    byte[] line = Arrays.copyOf(head, head.length + text.length + 1);
    System.arraycopy(text, 0, line, head.length, text.length);
    line[line.length - 1] = '\n';
    return line;
  }
}
