package quayside.core.archive;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import quayside.core.archive.zfs.FileView;

/** The files of a container in an archive, opened. */
public interface ArchiveFiles extends Closeable {

  /** All files as the container sees them. */
  FileView container() throws IOException;

  /** File systems in it by name, the root one first. */
  List<String> systems();

  /** All that is in one of them. */
  FileView system(String name) throws IOException;

  /** Everything that was opened, for whoever wants to read single snapshots. */
  Census.Counts checked();
}
