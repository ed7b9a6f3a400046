package quayside.core.archive.zfs.record;

/**
 * One record of a send stream (OpenZFS, zfs_ioctl.h, dmu_replay_record_t). Fields that nobody here
 * needs (keys of the dedup table, salts and the like of encrypted streams) are left out.
 */
public sealed interface StreamRecord {
  /** Where it lies. */
  Span span();

  /**
   * The start of a stream, or of a package of streams; its payload is an nvlist, or empty.
   *
   * @param header 1 for a stream, 2 for a package
   * @param features see {@link Feature}
   * @param created seconds since 1970
   * @param type kind of object set: 2 file system, 3 volume
   * @param flags bit 0 clone, 1 case-insensitive, 2 FREE records, 3 spill blocks marked
   * @param fromGuid the snapshot this builds on; 0 for a full stream
   */
  record Begin(
      Span span,
      boolean bigEndian,
      int header,
      long features,
      long created,
      int type,
      int flags,
      long toGuid,
      long fromGuid,
      String toName)
      implements StreamRecord {
    /** A package: streams follow, each with its own BEGIN and END. */
    public boolean compound() {
      return header == 2;
    }

    /** Whether the stream says it needs that feature. */
    public boolean has(Feature feature) {
      return (features & feature.mask()) != 0;
    }
  }

  /** A dnode: from here on the object is as described; its payload is the bonus buffer. */
  record Obj(
      Span span,
      long object,
      int type,
      int bonusType,
      int blockSize,
      int bonusLength,
      int checksumType,
      int compression,
      int slots,
      int flags,
      int rawBonusLength,
      int indirectShift,
      int levels,
      int pointers,
      long maxBlock)
      implements StreamRecord {}

  /** None of these objects exist. */
  record FreeObjects(Span span, long first, long count) implements StreamRecord {}

  /** One block of data. */
  record Write(
      Span span,
      long object,
      int type,
      long offset,
      long logicalSize,
      int checksumType,
      int flags,
      int compression,
      long compressedSize,
      long props)
      implements StreamRecord {}

  /** A range of the object is a hole; length -1 means to its end. */
  record Free(Span span, long object, long offset, long length) implements StreamRecord {}

  /** One block that equals an earlier one. */
  record WriteByRef(
      Span span,
      long object,
      long offset,
      long length,
      long toGuid,
      long refGuid,
      long refObject,
      long refOffset,
      int checksumType,
      long props)
      implements StreamRecord {}

  /** The block in which system attributes continue. */
  record Spill(Span span, long object, long length, int flags, int compression, long compressedSize)
      implements StreamRecord {}

  /** One block small enough to have lived in its block pointer. */
  record WriteEmbedded(
      Span span,
      long object,
      long offset,
      long length,
      long toGuid,
      int compression,
      int kind,
      int logicalSize,
      int physicalSize)
      implements StreamRecord {}

  /** Encryption parameters of a range of dnodes; raw streams only. */
  record ObjectRange(Span span, long first, long slots, int flags) implements StreamRecord {}

  /** A range that the sender left out on purpose. */
  record Redact(Span span, long object, long offset, long length) implements StreamRecord {}

  /** The end, with the checksum of all that came before. */
  record End(Span span, Checksum checksum, long toGuid) implements StreamRecord {}
}
