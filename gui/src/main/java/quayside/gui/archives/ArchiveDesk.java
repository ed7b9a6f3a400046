package quayside.gui.archives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import quayside.core.archive.Archives;
import quayside.core.home.Home;
import quayside.gui.fx.Picker;
import quayside.gui.fx.Remembered;
import quayside.gui.fx.Ui;

/**
 * What the page of archives works with.
 *
 * @param archives opens and checks archives of every kind
 * @param memory what is remembered: folders and verdicts
 * @param folder where archives are kept unless something else was chosen
 * @param scratch where indexes of opened archives are kept meanwhile
 * @param picker asks for files
 */
public record ArchiveDesk(
    Archives archives, Remembered memory, Path folder, Path scratch, Picker picker) {

  /**
   * The desk of a home. Archives are kept in {@code Quayside} in the user's folder; a home in one
   * folder, as {@code QUAYSIDE_HOME} asks for and the demo has, keeps them in it.
   */
  public static ArchiveDesk of(Ui ui, Home home, Picker picker) {
    boolean apart = home.config().equals(home.state());
    return new ArchiveDesk(
        Archives.all(),
        Remembered.in(ui.work(), home.config().resolve("archives.properties")),
        apart
            ? home.config().resolve("archives")
            : Path.of(System.getProperty("user.home"), "Quayside"),
        home.state().resolve("tmp"),
        picker);
  }

  /** Makes a folder of one's own for an index. */
  public Path scratchFolder() throws IOException {
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(scratch, owner);
    return Files.createTempDirectory(scratch, "archive", owner);
  }
}
