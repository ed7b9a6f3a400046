package quayside.core.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * Where this program keeps its files: {@code QUAYSIDE_HOME} with everything in it, or the folders
 * of the XDG Base Directory Specification.
 *
 * @param config node book and settings
 * @param state journal and log
 */
public record Home(Path config, Path state) {

  /** The home that the environment asks for; makes its folders, readable by the user alone. */
  public static Home of(Map<String, String> environment) throws IOException {
    String own = environment.getOrDefault("QUAYSIDE_HOME", "");
    if (!own.isEmpty()) {
      return in(Path.of(own).toAbsolutePath());
    }
    Path user = Path.of(System.getProperty("user.home"));
    return made(
        xdg(environment, "XDG_CONFIG_HOME", user.resolve(".config")),
        xdg(environment, "XDG_STATE_HOME", user.resolve(".local/state")));
  }

  /** A home in one folder. */
  public static Home in(Path folder) throws IOException {
    return made(folder, folder);
  }

  private static Path xdg(Map<String, String> environment, String name, Path otherwise) {
    String value = environment.getOrDefault(name, "");
    Path base = value.startsWith("/") ? Path.of(value) : otherwise; // relative ones are ignored
    return base.resolve("quayside");
  }

  private static Home made(Path config, Path state) throws IOException {
    var home = new Home(config, state);
    var owner = PosixFilePermissions.fromString("rwx------");
    for (Path folder : new Path[] {config, state, home.journal()}) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(owner));
    }
    if (!Files.getPosixFilePermissions(home.journal()).equals(owner)) {
      Files.setPosixFilePermissions(home.journal(), owner); // made by something less careful
    }
    return home;
  }

  /** The node book. */
  public Path nodes() {
    return config.resolve("nodes.json");
  }

  /** The settings of the window. */
  public Path settings() {
    return config.resolve("window.properties");
  }

  /** The key with which this desktop hands containers in at nodes. */
  public Path receiveKey() {
    return config.resolve("receive_key");
  }

  /** One file for each operation. */
  public Path journal() {
    return state.resolve("journal");
  }

  /** Since when keys are trusted, as far as this desktop knows. */
  public Path trust() {
    return state.resolve("trust.json");
  }

  /** Public halves of keys that an agent keeps, for nodes that are to use just one of them. */
  public Path agentKeys() {
    return config.resolve("agent-keys");
  }

  /** The log. */
  public Path log() {
    return state.resolve("quayside.log");
  }
}
