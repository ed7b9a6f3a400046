package quayside.gui.fx;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * The desktop's dialogs over a window.
 *
 * @param window which waits meanwhile
 */
public record SystemPicker(Window window) implements Picker {
  @Override
  public Optional<Path> folder(String title, Path start) {
    var chooser = new DirectoryChooser();
    chooser.setTitle(title);
    chooser.setInitialDirectory(existing(start));
    return Optional.ofNullable(chooser.showDialog(window)).map(File::toPath);
  }

  @Override
  public Optional<Path> save(String title, Path proposed) {
    FileChooser chooser = files(title, parent(proposed));
    chooser.setInitialFileName(proposed.getFileName() + "");
    return Optional.ofNullable(chooser.showSaveDialog(window)).map(File::toPath);
  }

  @Override
  public List<Path> open(String title, Path start) {
    List<File> chosen = files(title, start).showOpenMultipleDialog(window);
    return chosen == null ? List.of() : chosen.stream().map(File::toPath).toList();
  }

  private static FileChooser files(String title, Path start) {
    var chooser = new FileChooser();
    chooser.setTitle(title);
    chooser.setInitialDirectory(existing(start));
    return chooser;
  }

  private static Path parent(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file : parent;
  }

  /** The nearest folder that there is; dialogs do not open in others. */
  private static @Nullable File existing(Path start) {
    @Nullable Path at = start.toAbsolutePath();
    while (at != null && !Files.isDirectory(at)) {
      at = at.getParent();
    }
    return at == null ? null : at.toFile();
  }
}
