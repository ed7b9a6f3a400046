package quayside.core.archive.zfs.block;

/**
 * A block that does not decompress; whoever knows its offset turns this into the error people see.
 */
public final class BadBlock extends Exception {
  private static final long serialVersionUID = 1;

  BadBlock(String sentence) {
    super(sentence);
  }
}
