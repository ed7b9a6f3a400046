package quayside.core.migrate;

import java.io.IOException;
import java.util.stream.Collectors;
import quayside.core.problem.Explained;
import quayside.core.problem.Problem;

/** A move, an export or an import that preflight forbids. Nothing was changed. */
public final class MoveRefused extends IOException implements Explained {
  private static final long serialVersionUID = 1L;
  private final transient Preflight preflight;

  public MoveRefused(Preflight preflight) {
    super(
        preflight.findings().stream()
            .filter(f -> f.severity() == Finding.Severity.BLOCKER)
            .map(Finding::sentence)
            .collect(Collectors.joining(" ")));
    this.preflight = preflight;
  }

  /** What was found. */
  public Preflight preflight() {
    return preflight;
  }

  @Override
  public Problem problem() {
    String fixes =
        preflight.findings().stream()
            .filter(f -> f.severity() == Finding.Severity.BLOCKER)
            .flatMap(f -> f.fix().stream())
            .map(f -> f.label() + ".")
            .collect(Collectors.joining(" "));
    return new Problem(
        "move-refused",
        "Not possible like this",
        getMessage() + " Nothing was changed.",
        fixes,
        "");
  }
}
