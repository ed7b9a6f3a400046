package quayside.core.archive.zfs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Reads mutants; ends with an error where one needs more memory than there is. */
final class MutantsInTinyHeap {
  private MutantsInTinyHeap() {}

  public static void main(String[] arguments) throws IOException {
    List<List<byte[]>> originals = Mutant.originals();
    Random dice = new Random(Long.parseLong(arguments[1]));
    int refused = 0;
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      Mutant mutant = Mutant.random(dice, originals.size());
      try {
        Everything.read(Everything.pipes(mutant.of(originals)), Path.of(arguments[0]));
      } catch (ZfsStreamException e) {
        refused++;
      } catch (OutOfMemoryError e) {
        throw new IllegalStateException("number " + i + ", " + mutant, e);
      }
    }
    System.out.println(refused);
  }
}
