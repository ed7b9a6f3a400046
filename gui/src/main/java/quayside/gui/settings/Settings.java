package quayside.gui.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Properties;
import quayside.core.home.Home;
import quayside.gui.fx.Theme;

/**
 * What the window remembers. A plain properties file, because the window has no JSON reader of its
 * own.
 *
 * @param theme light or dark
 * @param details whether the details are unfolded
 * @param width of the window, in pixels
 * @param height of the window, in pixels
 */
public record Settings(Theme theme, boolean details, double width, double height) {
  private static final System.Logger LOG = System.getLogger(Settings.class.getName());

  /** What a new window looks like. */
  public static final Settings DEFAULT = new Settings(Theme.LIGHT, true, 1280, 800);

  /** Reads the settings; what is missing or senseless is the default. */
  public static Settings read(Home home) {
    Properties stored = new Properties();
    Path file = home.settings();
    if (Files.exists(file)) {
      try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        stored.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        LOG.log(System.Logger.Level.WARNING, "Settings could not be read", e);
      }
    }
    Theme theme = stored.getProperty("theme", "light").equals("dark") ? Theme.DARK : Theme.LIGHT;
    return new Settings(
        theme,
        !stored.getProperty("details", "true").equals("false"),
        size(stored, "width", DEFAULT.width, 900),
        size(stored, "height", DEFAULT.height, 600));
  }

  /** Writes the settings, all or nothing. */
  public void write(Home home) throws IOException {
    Properties stored = new Properties();
    stored.setProperty("theme", theme.name().toLowerCase(Locale.ROOT));
    stored.setProperty("details", String.valueOf(details));
    stored.setProperty("width", String.valueOf(Math.round(width)));
    stored.setProperty("height", String.valueOf(Math.round(height)));
    Path file = home.settings();
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (var writer = Files.newBufferedWriter(fresh, StandardCharsets.UTF_8)) {
      stored.store(writer, "Quayside window");
    }
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  public Settings withTheme(Theme other) {
    return new Settings(other, details, width, height);
  }

  public Settings withDetails(boolean shown) {
    return new Settings(theme, shown, width, height);
  }

  public Settings withSize(double wide, double high) {
    return new Settings(theme, details, wide, high);
  }

  private static double size(Properties stored, String key, double otherwise, double least) {
    try {
      double value = Double.parseDouble(stored.getProperty(key, ""));
      return value >= least && value < 20_000 ? value : otherwise;
    } catch (NumberFormatException _) {
      return otherwise;
    }
  }
}
