package quayside.core.archive.zfs.tree;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import quayside.core.archive.zfs.index.Dnode;

/** The contents of one file; holes read as zeros. */
final class DataStream extends InputStream {
  private final Dnode dnode;
  private final long size;
  private long at;

  DataStream(Dnode dnode, long size) {
    this.dnode = dnode;
    this.size = size;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    if (at >= size) {
      return -1;
    }
    int count = (int) Math.min(length, size - at);
    dnode.read(at, bytes, offset, count);
    at += count;
    return count;
  }

  @Override
  public long skip(long count) {
    long skipped = Math.max(0, Math.min(count, size - at));
    at += skipped;
    return skipped;
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, size - at);
  }
}
