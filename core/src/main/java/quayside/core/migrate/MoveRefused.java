package quayside.core.migrate;

import java.io.IOException;
import java.util.stream.Collectors;

/** A move that preflight forbids. Nothing was changed. */
public final class MoveRefused extends IOException {
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
}
