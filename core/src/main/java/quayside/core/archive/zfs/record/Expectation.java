package quayside.core.archive.zfs.record;

import quayside.core.archive.zfs.ZfsStreamException;

/**
 * What a record says of the bytes before it.
 *
 * @param at where the record begins
 * @param end whether it is an END: its sums are of all before it; those of others also of
 *     themselves
 */
record Expectation(long at, Checksum sums, boolean end) {
  /** Where the bytes end that are summed up. */
  long position() {
    return end ? at : at + Header.CHECKSUM_AT;
  }

  /** Fails where the sums are others. */
  void compare(Checksum found) throws ZfsStreamException {
    if (!found.equals(sums)) {
      throw new ZfsStreamException(
          at,
          end
              ? "The stream is damaged: its checksum is " + found + " and should be " + sums
              : "The stream is damaged: the checksum of this record or of what lies before it is"
                  + " wrong");
    }
  }
}
