package quayside.core.archive.zfs;

import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;

/**
 * A small read-only file system in which files are known by numbers. Not for several threads at
 * once. Every method fails with an IOException where the number is not that of such a file, and a
 * {@link ZfsStreamException} where a stream is behind it.
 */
public interface FileView {
  /** Takes what is in a directory. */
  @FunctionalInterface
  interface Entries {
    /** One entry; its name is checked: see {@link BytePath#isName}. */
    void entry(BytePath name, long object) throws IOException;
  }

  /** The number of the top directory. */
  long root();

  /** What is known of a file. */
  FileStat stat(long object) throws IOException;

  /** Goes through a directory, in any order. */
  void list(long directory, Entries entries) throws IOException;

  /** The contents of a file. */
  InputStream open(long file) throws IOException;

  /** Where a symlink points to. */
  byte[] target(long symlink) throws IOException;

  /** The extended attributes by full name, POSIX ACLs among them. */
  SortedMap<BytePath, byte[]> xattrs(long object) throws IOException;

  /** The error for a file that contradicts others. */
  default IOException broken(long object, String sentence) {
    return new IOException(sentence + ".");
  }

  /**
   * The first offset from {@code from} on that may hold data; Long.MAX_VALUE where only a hole
   * follows.
   */
  default long nextData(long file, long from) throws IOException {
    return from;
  }
}
