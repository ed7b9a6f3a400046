package quayside.core.archive.zfs.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import quayside.core.archive.zfs.record.Pieces;

/** A part of a file, from its start to its end. */
final class FilePart implements Pieces.Reading {
  private final FileChannel channel;
  private long at;
  private long left;

  FilePart(FileChannel channel, long offset, long length) {
    this.channel = channel;
    this.at = offset;
    this.left = length;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (left == 0) {
      return -1;
    }
    into.limit((int) Math.min(into.limit(), left));
    int n = channel.read(into, at);
    at += Math.max(n, 0);
    left -= Math.max(n, 0);
    return n;
  }
}
