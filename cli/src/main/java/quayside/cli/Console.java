package quayside.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import quayside.core.problem.Problem;

/**
 * The one place that prints. What it prints cannot steer the terminal, whatever a node said:
 * control characters are shown, not sent.
 */
final class Console {
  private static final int LONGEST_SECRET = 1024;

  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final java.io.@Nullable Console terminal;
  private final int width;
  private boolean json;
  private boolean statusShown;

  /** A console on given streams, without a terminal. */
  Console(InputStream in, PrintStream out, PrintStream err) {
    this(in, out, err, null, 80);
  }

  private Console(
      InputStream in,
      PrintStream out,
      PrintStream err,
      java.io.@Nullable Console terminal,
      int width) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.terminal = terminal;
    this.width = width;
  }

  /** The program's own. */
  static Console ofProcess(Map<String, String> environment) {
    Optional<java.io.Console> terminal =
        Optional.ofNullable(System.console())
            .filter(java.io.Console::isTerminal)
            .filter(_ -> !"dumb".equals(environment.getOrDefault("TERM", "")));
    return new Console(
        System.in,
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        terminal.orElse(null),
        columns(environment.getOrDefault("COLUMNS", "")));
  }

  /** The same with lines for people on standard error: standard output is for contents. */
  Console aside() {
    return json ? this : new Console(in, err, err, terminal, width);
  }

  private static int columns(String text) {
    return text.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(text) : 80;
  }

  void useJson(boolean on) {
    json = on;
  }

  /** Whether a program reads. */
  boolean isJson() {
    return json;
  }

  /** Whether a person sits at a terminal that can redraw a line. */
  boolean isTerminal() {
    return terminal != null && !json;
  }

  int width() {
    return width;
  }

  /** Standard input, for what comes through a pipe. */
  InputStream in() {
    return in;
  }

  /** Standard output for text that nobody remote wrote, such as help. */
  PrintWriter out() {
    return new PrintWriter(out, true, StandardCharsets.UTF_8);
  }

  /** Standard error, likewise. */
  PrintWriter err() {
    return new PrintWriter(err, true, StandardCharsets.UTF_8);
  }

  /** A line for people; programs do not see it. */
  synchronized void line(String text) {
    if (!json) {
      clearStatus();
      out.println(Text.clean(text));
    }
  }

  /** The same for a line that begins with tabs. */
  synchronized void indented(String text) {
    if (!json) {
      clearStatus();
      int tabs = 0;
      while (tabs < text.length() && text.charAt(tabs) == '\t') {
        tabs++;
      }
      out.println(text.substring(0, tabs) + Text.clean(text.substring(tabs)));
    }
  }

  /**
   * The contents of a file: as they are for a pipe, in pieces in base64 for programs, and unable to
   * steer where a person looks.
   */
  synchronized void contents(String name, InputStream from) throws IOException {
    clearStatus();
    Reader letters = new InputStreamReader(from, StandardCharsets.UTF_8);
    byte[] piece = new byte[48 << 10];
    char[] text = new char[1 << 13];
    long offset = 0;
    while (true) {
      int n;
      if (isTerminal()) {
        n = letters.read(text);
        out.print(n < 0 ? "" : Text.shown(text, n));
      } else {
        n = from.readNBytes(piece, 0, piece.length);
        n = n == 0 ? -1 : n;
        if (n > 0 && json) {
          object(Views.contents(name, offset, piece, n));
        } else if (n > 0) {
          out.write(piece, 0, n);
        }
      }
      if (n < 0) {
        out.flush();
        return;
      }
      offset += n;
      mustBeRead();
    }
  }

  /**
   * Stops a long print where nobody reads it any more.
   *
   * @throws IOException where standard output was closed
   */
  synchronized void mustBeRead() throws IOException {
    if (out.checkError()) {
      throw new IOException("Standard output was closed; nothing more is printed.");
    }
  }

  /** A table for people. */
  void table(List<List<String>> rows) {
    Text.table(rows).forEach(this::line);
  }

  /** An object for programs; people do not see it. */
  synchronized void object(Map<String, ?> object) {
    if (json) {
      out.println(JsonLine.of(object));
    }
  }

  /** Text that a shell reads, such as a completion script: printed as it is. */
  synchronized void raw(String text) {
    out.print(text);
    out.flush();
  }

  /** A word beside the result, on standard error. */
  synchronized void note(String text) {
    if (!json) {
      clearStatus();
      err.println(Text.clean(text));
    }
  }

  /** Redraws the last line of a terminal; nothing elsewhere. */
  synchronized void status(String text) {
    if (isTerminal()) {
      String clean = Text.clean(text);
      String fitting = clean.length() < width ? clean : clean.substring(0, width - 1);
      out.print("\r\033[K" + fitting);
      out.flush();
      statusShown = true;
    }
  }

  private void clearStatus() {
    if (statusShown) {
      out.print("\r\033[K");
      statusShown = false;
    }
  }

  /** A failure: the sentence and what to try, or one object of type {@code error}. */
  synchronized void problem(Problem problem) {
    if (json) {
      out.println(JsonLine.of(problemObject(problem)));
      return;
    }
    clearStatus();
    err.println("quayside: " + Text.clean(problem.sentence()));
    if (!problem.tryThis().isEmpty()) {
      err.println("  try: " + Text.clean(problem.tryThis()));
    }
  }

  static Map<String, Object> problemObject(Problem problem) {
    var object = new LinkedHashMap<String, Object>();
    object.put("type", "error");
    object.put("code", problem.code());
    object.put("title", problem.title());
    object.put("message", problem.sentence());
    object.put("try", problem.tryThis());
    return object;
  }

  /** Asks a question; empty if there is nobody to ask. */
  Optional<String> ask(String question) {
    java.io.Console person = terminal;
    if (person == null || json) {
      return Optional.empty();
    }
    clearStatus();
    return Optional.ofNullable(person.readLine("%s ", Text.clean(question))).map(String::strip);
  }

  /** Asks for something that must not be seen; empty if there is nobody to ask. */
  Optional<char[]> askSecret(String question) {
    java.io.Console person = terminal;
    if (person == null || json) {
      return Optional.empty();
    }
    clearStatus();
    return Optional.ofNullable(person.readPassword("%s ", Text.clean(question)));
  }

  /**
   * Asks for a new secret, twice; where nobody can be asked, the first line of standard input.
   *
   * @throws IllegalArgumentException if there is none, or the two differ
   */
  char[] newSecret(String question) throws IOException {
    if (!isTerminal()) {
      return line(in);
    }
    char[] first = askSecret(question).orElseGet(() -> new char[0]);
    char[] second = askSecret("Again:").orElseGet(() -> new char[0]);
    boolean same = Arrays.equals(first, second);
    Arrays.fill(second, '\0');
    if (!same || first.length == 0) {
      Arrays.fill(first, '\0');
      throw new IllegalArgumentException(
          same ? "A passphrase is needed." : "The two were not the same; nothing was changed.");
    }
    return first;
  }

  /** The first line, in UTF-8, without leaving it anywhere. */
  private static char[] line(InputStream in) throws IOException {
    byte[] bytes = new byte[LONGEST_SECRET];
    int length = 0;
    for (int c = in.read(); c >= 0 && c != '\n' && length < bytes.length; c = in.read()) {
      bytes[length++] = (byte) c;
    }
    CharBuffer chars = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes, 0, length));
    Arrays.fill(bytes, (byte) 0);
    char[] secret = new char[chars.remaining()];
    chars.get(secret);
    Arrays.fill(chars.array(), '\0');
    if (secret.length == 0) {
      throw new IllegalArgumentException(
          "A passphrase is needed: there is no terminal to ask at, and none on standard input.");
    }
    return secret;
  }
}
