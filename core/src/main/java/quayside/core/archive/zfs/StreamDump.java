package quayside.core.archive.zfs;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import quayside.core.archive.zfs.record.NvList;
import quayside.core.archive.zfs.record.RecordReader;
import quayside.core.archive.zfs.record.StreamRecord;

/**
 * Prints a send stream as {@code zstream dump} does (OpenZFS 2.3): every BEGIN and END, the counts
 * of each kind of record and, when asked, each record. Checks all checksums on the way.
 */
public final class StreamDump {
  private static final List<String> SUMMARY =
      List.of(
          "BEGIN",
          "END",
          "OBJECT",
          "FREEOBJECTS",
          "WRITE",
          "WRITE_BYREF",
          "WRITE_EMBEDDED",
          "FREE",
          "SPILL");

  private final Appendable out;
  private final RecordReader reader;
  private final boolean verbose;
  private final long[] counts = new long[11];
  private final long[] bytes = new long[11];

  private StreamDump(RecordReader reader, Appendable out, boolean verbose) {
    this.reader = reader;
    this.out = out;
    this.verbose = verbose;
  }

  /**
   * Reads {@code stream} to its end.
   *
   * @throws ZfsStreamException where the stream is damaged; what came before it has been printed
   */
  public static void print(InputStream stream, Appendable out, boolean verbose) throws IOException {
    RecordReader reader = new RecordReader(stream).keepDescriptions();
    StreamDump dump = new StreamDump(reader, out, verbose);
    for (StreamRecord r = reader.next(); r != null; r = reader.next()) {
      dump.record(r);
    }
    dump.summary(reader.position());
  }

  private void record(StreamRecord record) throws IOException {
    int type = typeOf(record);
    counts[type]++;
    bytes[type] += record.span().payloadLength();
    switch (record) {
      case StreamRecord.Begin begin -> begin(begin);
      case StreamRecord.End end ->
          line(String.format(Locale.ROOT, "END checksum = %s", end.checksum()));
      case StreamRecord other -> {
        if (verbose) {
          line(words(other));
        }
      }
    }
  }

  private static int typeOf(StreamRecord record) {
    return switch (record) {
      case StreamRecord.Begin _ -> 0;
      case StreamRecord.Obj _ -> 1;
      case StreamRecord.FreeObjects _ -> 2;
      case StreamRecord.Write _ -> 3;
      case StreamRecord.Free _ -> 4;
      case StreamRecord.End _ -> 5;
      case StreamRecord.WriteByRef _ -> 6;
      case StreamRecord.Spill _ -> 7;
      case StreamRecord.WriteEmbedded _ -> 8;
      case StreamRecord.ObjectRange _ -> 9;
      case StreamRecord.Redact _ -> 10;
    };
  }

  private void begin(StreamRecord.Begin b) throws IOException {
    line("BEGIN record");
    line(String.format(Locale.ROOT, "\thdrtype = %d", b.header()));
    line(String.format(Locale.ROOT, "\tfeatures = %x", b.features()));
    line("\tmagic = 2f5bacbac");
    line(String.format(Locale.ROOT, "\tcreation_time = %x", b.created()));
    line(String.format(Locale.ROOT, "\ttype = %d", b.type()));
    line(String.format(Locale.ROOT, "\tflags = 0x%x", b.flags()));
    line(String.format(Locale.ROOT, "\ttoguid = %x", b.toGuid()));
    line(String.format(Locale.ROOT, "\tfromguid = %x", b.fromGuid()));
    line(String.format(Locale.ROOT, "\ttoname = %s", b.toName()));
    line(String.format(Locale.ROOT, "\tpayloadlen = %d", b.span().payloadLength()));
    if (verbose) {
      line("");
    }
    byte[] list = reader.description();
    if (NvList.isXdr(list)) {
      nvlist(NvList.read(list, b.span().payloadAt()), "");
    } else if (b.span().payloadLength() > 0) {
      line("(a list that is long, or in the form of the sender's memory)");
    }
  }

  private void nvlist(Map<String, Object> list, String indent) throws IOException {
    line(String.format(Locale.ROOT, "%snvlist version: 0", indent));
    for (Map.Entry<String, Object> pair : list.entrySet()) {
      String name = NvList.text(pair.getKey());
      Object value = pair.getValue();
      if (value instanceof Map<?, ?>) {
        line(String.format(Locale.ROOT, "%s\t%s = (embedded nvlist)", indent, name));
        nvlist(NvList.map(value), indent + "\t");
        line(String.format(Locale.ROOT, "%s\t(end %s)", indent, name));
        line("");
      } else {
        line(String.format(Locale.ROOT, "%s\t%s = %s", indent, name, scalar(value)));
      }
    }
  }

  private static String scalar(Object value) {
    return switch (value) {
      case Long number -> "0x" + Long.toHexString(number);
      case String text -> NvList.text(text);
      case byte[] raw -> "(" + raw.length + " bytes)";
      case Boolean flag -> flag ? "1" : "0";
      default -> value.toString();
    };
  }

  private String words(StreamRecord record) {
    return switch (record) {
      case StreamRecord.Obj o ->
          String.format(
              Locale.ROOT,
              "OBJECT object = %d type = %d bonustype = %d blksz = %d bonuslen = %d dn_slots = %d"
                  + " raw_bonuslen = %d flags = %d maxblkid = %d indblkshift = %d nlevels = %d"
                  + " nblkptr = %d",
              o.object(),
              o.type(),
              o.bonusType(),
              o.blockSize(),
              o.bonusLength(),
              o.slots(),
              o.rawBonusLength(),
              o.flags(),
              o.maxBlock(),
              o.indirectShift(),
              o.levels(),
              o.pointers());
      case StreamRecord.FreeObjects f ->
          String.format(
              Locale.ROOT, "FREEOBJECTS firstobj = %d numobjs = %d", f.first(), f.count());
      case StreamRecord.Write w ->
          String.format(
              Locale.ROOT,
              "WRITE object = %d type = %d checksum type = %d compression type = %d flags = %d"
                  + " offset = %d logical_size = %d compressed_size = %d payload_size = %d props ="
                  + " %x%s",
              w.object(),
              w.type(),
              w.checksumType(),
              w.compression(),
              w.flags(),
              w.offset(),
              w.logicalSize(),
              w.compressedSize(),
              w.span().payloadLength(),
              w.props(),
              encryption(104));
      case StreamRecord.Free f ->
          String.format(
              Locale.ROOT,
              "FREE object = %d offset = %d length = %d",
              f.object(),
              f.offset(),
              f.length());
      case StreamRecord.WriteByRef w ->
          String.format(
              Locale.ROOT,
              "WRITE_BYREF object = %d checksum type = %d props = %x offset = %d length = %d"
                  + " toguid = %x refguid = %x refobject = %d refoffset = %d",
              w.object(),
              w.checksumType(),
              w.props(),
              w.offset(),
              w.length(),
              w.toGuid(),
              w.refGuid(),
              w.refObject(),
              w.refOffset());
      case StreamRecord.Spill s ->
          String.format(
              Locale.ROOT,
              "SPILL block for object = %d length = %d flags = %d compression type = %d"
                  + " compressed_size = %d payload_size = %d%s",
              s.object(),
              s.length(),
              s.flags(),
              s.compression(),
              s.compressedSize(),
              s.span().payloadLength(),
              encryption(48));
      case StreamRecord.WriteEmbedded w ->
          String.format(
              Locale.ROOT,
              "WRITE_EMBEDDED object = %d offset = %d length = %d toguid = %x comp = %d etype = %d"
                  + " lsize = %d psize = %d",
              w.object(),
              w.offset(),
              w.length(),
              w.toGuid(),
              w.compression(),
              w.kind(),
              w.logicalSize(),
              w.physicalSize());
      case StreamRecord.ObjectRange r ->
          String.format(
              Locale.ROOT,
              "OBJECT_RANGE firstobj = %d numslots = %d flags = %d%s",
              r.first(),
              r.slots(),
              r.flags(),
              encryption(32));
      case StreamRecord.Redact r ->
          String.format(
              Locale.ROOT,
              "REDACT object = %d offset = %d length = %d",
              r.object(),
              r.offset(),
              r.length());
      case StreamRecord.Begin _, StreamRecord.End _ -> "";
    };
  }

  /** Salt, initialisation vector and authentication code, which lie together in a header. */
  private String encryption(int at) {
    HexFormat hex = HexFormat.of();
    byte[] header = reader.header();
    return " salt = "
        + hex.formatHex(header, at, at + 8)
        + " iv = "
        + hex.formatHex(header, at + 8, at + 20)
        + " mac = "
        + hex.formatHex(header, at + 20, at + 36);
  }

  private void summary(long length) throws IOException {
    line("SUMMARY:");
    long records = 0;
    long payload = 0;
    for (int i = 0; i < counts.length; i++) {
      records += counts[i];
      payload += bytes[i];
    }
    int[] order = {0, 5, 1, 2, 3, 6, 8, 4, 7};
    for (int i = 0; i < order.length; i++) {
      line(
          String.format(
              Locale.ROOT,
              "\tTotal DRR_%s records = %d (%d bytes)",
              SUMMARY.get(i),
              counts[order[i]],
              bytes[order[i]]));
    }
    line(String.format(Locale.ROOT, "\tTotal records = %d", records));
    line(String.format(Locale.ROOT, "\tTotal payload size = %d (0x%x)", payload, payload));
    line(
        String.format(
            Locale.ROOT,
            "\tTotal header overhead = %d (0x%x)",
            length - payload,
            length - payload));
    line(String.format(Locale.ROOT, "\tTotal stream length = %d (0x%x)", length, length));
  }

  private void line(String text) throws IOException {
    out.append(text).append('\n');
  }
}
