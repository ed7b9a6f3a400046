package quayside.core.driver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Files on a node, by absolute path. Each call blocks. */
public interface NodeFiles {

  /** What is known of a file; empty if there is none. */
  Optional<Facts> look(String path) throws IOException;

  /**
   * Copies a file from an offset on.
   *
   * @param sink takes the bytes; not closed
   */
  void fetch(String path, long offset, OutputStream sink) throws IOException;

  /**
   * Writes a file, or goes on behind what is there.
   *
   * @param append whether to go on
   * @param source read to its end; not closed
   * @param progress told the bytes written by this call
   */
  void store(String path, boolean append, InputStream source, LongConsumer progress)
      throws IOException;

  /** The SHA-256 of all of a file, in hexadecimal; takes as long as reading it takes. */
  String sha256(String path) throws IOException;

  /** Makes a folder that only its owner can look into; its parent must be there. */
  void makeFolder(String path) throws IOException;

  /** Removes a file; no error if there is none. */
  void remove(String path) throws IOException;

  /** Removes an empty folder; no error if there is none. */
  void removeFolder(String path) throws IOException;

  /**
   * A file.
   *
   * @param size bytes
   * @param modified Unix seconds
   * @param inode its number, another one if it was made anew
   */
  record Facts(long size, long modified, long inode) {}
}
