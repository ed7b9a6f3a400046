package quayside.core.archive.osctl;

import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Exports with members changed, missing, doubled, out of order, renamed, with sizes that lie, in
 * tar headers whose checksums are right all the same: a verdict or one clear error, never a hang,
 * never a byte elsewhere.
 */
class MutatedExportsTest {
  private static final List<byte[]> ORIGINALS = originals();

  /** Names and texts that have been somebody's trouble. */
  private static final List<String> ODD =
      List.of(
          "../../etc/passwd",
          "/etc/passwd",
          "rootfs/../base.dat",
          "rootfs/base.dat",
          "rootfs/base.dat.gz",
          "metadata.yml",
          "snapshots.yml",
          "config/container.yml",
          "./",
          "77777777777",
          "100000000000",
          "---\na: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b]\n",
          "--- !ruby/object:Gem::Installer\ni: x\n",
          "---\n" + "[".repeat(300),
          "\u0000\u0000\u0000");

  private static List<byte[]> originals() {
    try {
      return List.of(ExportParts.tiny().pack(), ExportParts.tiny().gzip().pack());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Provide
  Arbitrary<List<TarChanges.Change>> changes() {
    return TarChanges.any(ODD);
  }

  @Property
  void doNoHarm(@ForAll("changes") List<TarChanges.Change> changes, @ForAll boolean packed)
      throws IOException {
    TarChanges.doNoHarm(ORIGINALS.get(packed ? 1 : 0), changes);
  }
}
