package quayside.gui.archives.inside;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import quayside.core.archive.ArchiveFiles;
import quayside.core.archive.zfs.FileView;
import quayside.core.archive.zfs.Snapshot;
import quayside.gui.fx.Texts;

/** Which files of an archive are looked at. */
sealed interface State {

  /** Those of the container, as it sees them. */
  record OfContainer() implements State {}

  /**
   * Those of a file system, as a snapshot has them.
   *
   * @param system name of the file system
   */
  record OfSnapshot(String system, Snapshot snapshot) implements State {}

  /** All that there are, the container's first. */
  static List<State> all(ArchiveFiles files) throws IOException {
    List<State> all = new ArrayList<>();
    all.add(new OfContainer());
    for (String system : files.systems()) {
      for (Snapshot snapshot : files.snapshots(system)) {
        if (snapshot.closed().isEmpty()) {
          all.add(new OfSnapshot(system, snapshot));
        }
      }
    }
    return all;
  }

  /** Opens them. */
  default FileView view(ArchiveFiles files) throws IOException {
    return switch (this) {
      case OfContainer _ -> files.container();
      case OfSnapshot of -> files.snapshot(of.system(), of.snapshot());
    };
  }

  /** For people. */
  default String words() {
    return switch (this) {
      case OfContainer _ -> Texts.get("inside.state.container");
      case OfSnapshot of -> of.snapshot().fullName();
    };
  }
}
