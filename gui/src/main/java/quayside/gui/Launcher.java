package quayside.gui;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.application.Application;
import quayside.gui.fx.Texts;

/** Starts the window, or says in a sentence why there cannot be one. */
public final class Launcher {
  /** Exit code: there is no display to open a window on. */
  private static final int NO_WINDOW = 1;

  private Launcher() {}

  /** Starts; {@code --demo} opens two nodes of its own, {@code --version} only says which. */
  public static void main(String[] args) {
    if (java.util.List.of(args).contains("--version")) {
      say(new FileOutputStream(FileDescriptor.out), "quayside " + Window.version());
      return;
    }
    Optional<String> trouble = trouble(System.getenv(), System.getProperty("os.name", ""));
    if (trouble.isPresent() && !"Monocle".equals(System.getProperty("glass.platform"))) {
      fail(trouble.get());
    }
    try {
      Application.launch(App.class, args);
    } catch (UnsupportedOperationException | UnsatisfiedLinkError | NoClassDefFoundError e) {
      fail(sentence(e));
    } catch (RuntimeException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      fail(sentence(cause));
    }
  }

  /** Why a window cannot be opened, as far as the environment tells. */
  static Optional<String> trouble(Map<String, String> environment, String system) {
    boolean linux = system.toLowerCase(Locale.ROOT).contains("linux");
    if (!linux || !environment.getOrDefault("DISPLAY", "").isEmpty()) {
      return Optional.empty();
    }
    boolean wayland = !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
    return Optional.of(Texts.get(wayland ? "launch.wayland" : "launch.nodisplay"));
  }

  /** What a failed start means. */
  static String sentence(Throwable failure) {
    String said = String.valueOf(failure.getMessage());
    String lower = said.toLowerCase(Locale.ROOT);
    if (lower.contains("gtk") || failure instanceof UnsatisfiedLinkError) {
      return Texts.get("launch.gtk", said);
    }
    if (lower.contains("display")) {
      return Texts.get("launch.display", said);
    }
    return Texts.get("launch.failed", failure.getClass().getSimpleName() + ": " + said);
  }

  private static void fail(String sentence) {
    say(new FileOutputStream(FileDescriptor.err), sentence);
    System.exit(NO_WINDOW);
  }

  private static void say(FileOutputStream where, String sentence) {
    new PrintStream(where, true, StandardCharsets.UTF_8).println(sentence);
  }
}
