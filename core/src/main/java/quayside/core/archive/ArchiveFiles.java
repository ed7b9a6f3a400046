package quayside.core.archive;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import quayside.core.archive.zfs.FileView;
import quayside.core.archive.zfs.Snapshot;

/** The files of a container in an archive, opened. */
public interface ArchiveFiles extends Closeable {

  /** All files as the container sees them. */
  FileView container() throws IOException;

  /** File systems in it by name, the root one first. */
  List<String> systems();

  /** All that is in one of them. */
  FileView system(String name) throws IOException;

  /** The snapshots of one of them, oldest first. */
  List<Snapshot> snapshots(String name) throws IOException;

  /** All that was in a file system when a snapshot was taken. */
  FileView snapshot(String name, Snapshot snapshot) throws IOException;

  /** How much was read and checked to open them. */
  Census.Counts checked();
}
