package quayside.core.archive.zfs.record;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** A stream that comes only once: summed where it lies as it passes by. */
final class StreamInput implements RecordInput {
  private final Pieces in;
  private final Fletcher4 sum = new Fletcher4();
  private final byte[] carry = new byte[4];
  private ByteBuffer piece = ByteBuffer.allocate(0);
  private MemorySegment memory = MemorySegment.NULL;
  private Checksum beforeHeader = Checksum.NONE;
  private Checksum insideHeader = Checksum.NONE;
  private boolean bigEndian;
  private long position;

  StreamInput(Pieces in) {
    this.in = in;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public boolean header(byte[] header) throws IOException {
    int done = fill(header);
    if (done > 0 && done < header.length) {
      throw RecordInput.cutInHeader(position);
    }
    position += done;
    sum(header);
    return done > 0;
  }

  private void sum(byte[] header) {
    beforeHeader = sum.sum();
    sum.add(header, 0, Header.CHECKSUM_AT, bigEndian);
    insideHeader = sum.sum();
    sum.add(header, Header.CHECKSUM_AT, header.length - Header.CHECKSUM_AT, bigEndian);
  }

  @Override
  public void begin(byte[] header, boolean inBigEndian) {
    sum.clear();
    bigEndian = inBigEndian;
    sum(header);
  }

  @Override
  public void end() {
    sum.clear();
  }

  @Override
  public void expect(Expectation expected) throws IOException {
    expected.compare(expected.end() ? beforeHeader : insideHeader);
  }

  @Override
  public void payload(long at, int length, byte[] copy) throws IOException {
    int done = 0;
    while (done < length) {
      int part = Math.min(length - done, piece.remaining()) & ~3;
      if (part > 0) {
        sum.add(memory, piece.position(), part, bigEndian);
        if (copy.length > 0) {
          piece.get(piece.position(), copy, done, part);
        }
        piece.position(piece.position() + part);
      } else {
        part = fill(carry);
        if (part < carry.length) {
          throw RecordInput.cut(at, length, done + part);
        }
        sum.add(carry, 0, part, bigEndian);
        if (copy.length > 0) {
          System.arraycopy(carry, 0, copy, done, part);
        }
      }
      done += part;
    }
    position += length;
  }

  /** How many bytes could be had: fewer than fit only at the end. */
  private int fill(byte[] bytes) throws IOException {
    int done = 0;
    while (done < bytes.length && (piece.hasRemaining() || nextPiece())) {
      int part = Math.min(bytes.length - done, piece.remaining());
      piece.get(bytes, done, part);
      done += part;
    }
    return done;
  }

  private boolean nextPiece() throws IOException {
    ByteBuffer next = in.next();
    if (next == null) {
      return false;
    }
    piece = next;
    memory = MemorySegment.ofBuffer(next);
    return true;
  }

  /** Nothing is left to be checked. */
  @Override
  public void settle() {}
}
