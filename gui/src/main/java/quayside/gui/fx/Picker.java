package quayside.gui.fx;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Asks a person for files, with the desktop's own dialogs. */
public interface Picker {

  /** A folder that exists. */
  Optional<Path> folder(String title, Path start);

  /**
   * Where to write a file. Whether one of that name may be replaced has been asked.
   *
   * @param proposed folder and name
   */
  Optional<Path> save(String title, Path proposed);

  /** Files that exist; none if the person thinks better of it. */
  List<Path> open(String title, Path start);
}
