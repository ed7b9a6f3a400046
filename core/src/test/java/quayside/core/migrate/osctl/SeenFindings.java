package quayside.core.migrate.osctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import quayside.core.migrate.Finding;
import quayside.core.migrate.Preflight;
import quayside.core.migrate.way.CommonCode;
import quayside.core.migrate.way.FindingCode;

/** Which findings were made on a node so far. */
final class SeenFindings {
  private final Set<String> codes = new TreeSet<>();

  /** The finding of that code, which must be there and so bad. */
  Finding found(Preflight preflight, String code, Finding.Severity severity) {
    Finding finding =
        preflight.findings().stream()
            .filter(f -> f.code().equals(code))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no " + code + " in " + preflight.findings()));
    assertEquals(severity, finding.severity(), finding.toString());
    assertFalse(finding.sentence().isEmpty());
    codes.add(code);
    return finding;
  }

  /** Codes that can be found between vpsAdminOS nodes and were not. */
  Set<String> never() {
    var never = new TreeSet<String>();
    Stream.of(CommonCode.values(), OsctlCode.values())
        .flatMap(Arrays::stream)
        .map(FindingCode::text)
        .forEach(never::add);
    never.removeAll(codes);
    return never;
  }
}
