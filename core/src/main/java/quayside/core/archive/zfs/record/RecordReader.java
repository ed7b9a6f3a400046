package quayside.core.archive.zfs.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;
import quayside.core.archive.zfs.ZfsStreamException;

/**
 * Reads a send stream record by record: plain streams, streams one after the other, and packages as
 * {@code zfs send -p}, {@code -I} and {@code -R} make them. Checks the checksum of each record that
 * carries one, the checksum in END, and that every record belongs to its stream. Memory does not
 * grow with the stream.
 */
public final class RecordReader {
  private static final byte[] NO_COPY = {};
  private static final int MOST_KEPT = 4 << 20;

  private enum Place {
    /** Before BEGIN; the end of input is fine. */
    OUTSIDE,
    /** Between the streams of a package; only its closing END may end it. */
    PACKAGE,
    /** Between the BEGIN of a package and the END of that. */
    PACKAGE_HEADER,
    /** Inside a stream. */
    STREAM
  }

  private final RecordInput in;
  private final Header header = new Header();
  private Place place = Place.OUTSIDE;
  private boolean inPackage;
  private boolean bigEndian;
  private boolean raw;
  private boolean anything;
  private long guid;
  private boolean keepDescriptions;
  private byte[] description = NO_COPY;

  /** Reads from {@code in} in large pieces; the caller closes it. */
  public RecordReader(InputStream in) {
    this(Pieces.of(Channels.newChannel(in)::read));
  }

  /** Reads what is in those pieces. */
  public RecordReader(Pieces in) {
    this(new StreamInput(in));
  }

  /**
   * Reads what lies in {@code length} bytes from {@code offset} on, or in as many as the file has,
   * with all processors; the caller closes the file.
   */
  public RecordReader(FileChannel file, long offset, long length) throws IOException {
    this(new FileInput(file, offset, length));
  }

  private RecordReader(RecordInput in) {
    this.in = in;
  }

  /** From now on keeps what follows each BEGIN, for {@link #description}. */
  public RecordReader keepDescriptions() {
    keepDescriptions = true;
    return this;
  }

  /** What followed the latest BEGIN, where it was kept and is at most 4 MiB; else nothing. */
  public byte[] description() {
    return description;
  }

  /** The 312 bytes of the latest record's header, until the next record is read. */
  public byte[] header() {
    return header.array();
  }

  /** The bytes read so far. */
  public long position() {
    return in.position();
  }

  /** The next record, or null after the last one of a whole stream. */
  public @Nullable StreamRecord next() throws IOException {
    try {
      return read();
    } catch (ZfsStreamException e) {
      settle();
      throw e;
    }
  }

  /**
   * Checks all that was read, whose sums may still be missing: for who finds that records make no
   * sense, before saying so.
   *
   * @throws ZfsStreamException where they were damaged
   */
  public void settle() throws IOException {
    in.settle();
  }

  private @Nullable StreamRecord read() throws IOException {
    long at = in.position();
    if (!in.header(header.array())) {
      if (place == Place.OUTSIDE && anything) {
        return null;
      }
      throw new ZfsStreamException(
          at, anything ? "The stream is cut short: its END is missing" : "The stream is empty");
    }
    anything = true;
    if (place == Place.OUTSIDE || (place == Place.PACKAGE && header.type() != Header.END)) {
      return begin(at);
    }
    if (header.type() == Header.BEGIN) {
      throw new ZfsStreamException(at, "A stream begins where another has not ended");
    }
    expectSums(at);
    StreamRecord record = header.record(at, raw);
    if (record instanceof StreamRecord.End end) {
      return end(end);
    }
    if (place != Place.STREAM) {
      throw new ZfsStreamException(at, "A record stands between the streams of a package");
    }
    if (header.toGuid() != guid) {
      throw new ZfsStreamException(at, "A record of another snapshot stands in this stream");
    }
    pass(record.span(), NO_COPY);
    return record;
  }

  private void expectSums(long at) throws IOException {
    if (header.type() == Header.END && place != Place.PACKAGE) {
      in.expect(new Expectation(at, header.endChecksum(), true));
    }
    if (!header.checksum().equals(Checksum.NONE)) {
      in.expect(new Expectation(at, header.checksum(), false));
    }
  }

  private void pass(Span span, byte[] copy) throws IOException {
    if (span.payloadLength() % 4 != 0) {
      throw new ZfsStreamException(span.at(), "A record announces a broken number of bytes");
    }
    in.payload(span.at(), span.payloadLength(), copy);
  }

  private StreamRecord begin(long at) throws IOException {
    bigEndian = header.detectOrder(at);
    int length = header.beginPayload(at);
    Span span = new Span(at, at + Header.SIZE, length);
    StreamRecord.Begin plain = header.begin(span, bigEndian);
    if (plain.header() != 1 && plain.header() != 2) {
      throw new ZfsStreamException(at, "A stream cannot be of kind " + plain.header());
    }
    long unknown = Feature.unknown(plain.features());
    if (unknown != 0) {
      throw new ZfsStreamException(
          at, "The stream needs features that are not known here: " + Long.toHexString(unknown));
    }
    in.begin(header.array(), bigEndian);
    description = keepDescriptions && length <= MOST_KEPT ? new byte[length] : NO_COPY;
    pass(span, description);
    guid = plain.toGuid();
    raw = plain.has(Feature.RAW);
    if (plain.compound()) {
      if (inPackage) {
        throw new ZfsStreamException(at, "A package of streams stands inside another");
      }
      inPackage = true;
      place = Place.PACKAGE_HEADER;
    } else {
      place = Place.STREAM;
    }
    return plain;
  }

  private StreamRecord end(StreamRecord.End end) throws IOException {
    boolean closesPackage = place == Place.PACKAGE;
    if (closesPackage && !end.checksum().equals(Checksum.NONE)) {
      throw new ZfsStreamException(
          end.span().at(), "The END of a package has a checksum, which belongs to a stream");
    }
    if (place == Place.STREAM && end.toGuid() != guid && end.toGuid() != 0) {
      throw new ZfsStreamException(
          end.span().at(), "The END of another snapshot stands in this stream");
    }
    in.end();
    description = NO_COPY;
    if (closesPackage) {
      inPackage = false;
      place = Place.OUTSIDE;
    } else {
      place = inPackage ? Place.PACKAGE : Place.OUTSIDE;
    }
    return end;
  }
}
