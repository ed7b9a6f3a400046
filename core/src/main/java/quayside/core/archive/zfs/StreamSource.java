package quayside.core.archive.zfs;

import java.io.InputStream;
import java.nio.file.Path;

/** Where a send stream comes from; each may be compressed with gzip, which is noticed by itself. */
public sealed interface StreamSource {
  /** A file that holds nothing but the stream. */
  record File(Path path) implements StreamSource {}

  /**
   * A part of a file, such as a member of an uncompressed tar; {@code offset} and {@code length} in
   * bytes.
   */
  record Region(Path path, long offset, long length) implements StreamSource {}

  /** Bytes that come only once; they are kept in a temporary file. The caller closes it. */
  record Pipe(InputStream in) implements StreamSource {}

  /** The same, but kept in a file of that name, which must not exist yet and stays. */
  record Kept(InputStream in, Path path) implements StreamSource {}
}
