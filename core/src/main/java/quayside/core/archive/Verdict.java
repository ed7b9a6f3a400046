package quayside.core.archive;

import java.util.List;
import java.util.Optional;

/**
 * What checking an archive came to.
 *
 * @param remarks everything that is not as it should be, the worst first
 * @param streams the heads of its streams
 * @param counts what was read
 * @param checksum whether its {@code .sha256} was there and right; empty if there is none, and then
 *     nothing vouches for the texts in it
 */
public record Verdict(
    List<Remark> remarks,
    List<StreamFacts> streams,
    Census.Counts counts,
    Optional<Boolean> checksum) {
  public Verdict {
    remarks = List.copyOf(remarks);
    streams = List.copyOf(streams);
  }

  /** Whether everything is there and as it was written, as far as checksums tell. */
  public boolean whole() {
    return remarks.stream().noneMatch(r -> r.severity() == Remark.Severity.DAMAGE);
  }

  /** Whether the node's own import would take it as it is. */
  public boolean importable() {
    return remarks.stream().noneMatch(r -> r.severity() != Remark.Severity.ODD);
  }

  /** The verdict in a sentence. */
  public String sentence() {
    if (!whole()) {
      return "The archive is damaged: " + remarks.getFirst().sentence();
    }
    String covered =
        checksum.isPresent()
            ? ""
            : " Nothing vouches for its configuration texts: there is no .sha256 beside it.";
    return importable()
        ? "The archive is whole." + covered
        : "The archive is whole, but osctl's own import would not take it: "
            + remarks.getFirst().sentence()
            + covered;
  }
}
