package quayside.core.archive.tar;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes members whose sizes are known, one after the other, in the shape of {@link TarHeader}. The
 * caller closes the stream.
 */
public final class TarWriter {
  private final OutputStream out;

  public TarWriter(OutputStream out) {
    this.out = out;
  }

  /** A folder, by its name as it shall stand there. */
  public void folder(String name) throws IOException {
    out.write(TarHeader.folder(name));
  }

  /** A file with its contents. */
  public void file(String name, int mode, byte[] contents) throws IOException {
    out.write(TarHeader.file(name, mode, contents.length));
    out.write(contents);
    out.write(new byte[(int) (TarHeader.padded(contents.length) - contents.length)]);
  }

  /** The mark of the end. */
  public void finish() throws IOException {
    out.write(new byte[2 * TarHeader.BLOCK]);
    out.flush();
  }
}
