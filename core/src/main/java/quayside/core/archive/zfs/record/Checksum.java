package quayside.core.archive.zfs.record;

/** A 256-bit checksum as it stands in a stream (zio_cksum_t). */
public record Checksum(long a, long b, long c, long d) {
  /** No checksum: what older senders leave in each record and what closes a package. */
  public static final Checksum NONE = new Checksum(0, 0, 0, 0);

  /** The way zstream prints it: four hexadecimal words between slashes. */
  @Override
  public String toString() {
    return Long.toHexString(a)
        + "/"
        + Long.toHexString(b)
        + "/"
        + Long.toHexString(c)
        + "/"
        + Long.toHexString(d);
  }
}
