package quayside.core.archive.zfs.record;

/** A 256-bit checksum as it stands in a stream (zio_cksum_t). */
public record Checksum(long a, long b, long c, long d) {
  /** No checksum: what older senders leave in each record and what closes a package. */
  public static final Checksum NONE = new Checksum(0, 0, 0, 0);

  /**
   * The fletcher-4 sums of these bytes and {@code more} after them: each sum counts again with each
   * of the n words that follow, the first n times in the second, n(n+1)/2 times in the third, and
   * so on.
   *
   * @param more the sums of what follows, from zero
   * @param length its bytes, a multiple of four
   */
  Checksum then(Checksum more, long length) {
    long n = length / 4;
    long twice = n * (n + 1) / 2;
    long thrice = (n + 2) % 3 == 0 ? twice * ((n + 2) / 3) : twice / 3 * (n + 2);
    return new Checksum(
        a + more.a,
        b + n * a + more.b,
        c + n * b + twice * a + more.c,
        d + n * c + twice * b + thrice * a + more.d);
  }

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
