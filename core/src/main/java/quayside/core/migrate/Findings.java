package quayside.core.migrate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import quayside.core.driver.DriverException;
import quayside.core.problem.Problem;

/** Collects what preflight finds; what cannot be found out is a finding, too. */
final class Findings {
  private final List<Finding> all = new ArrayList<>();

  /** A question to a node. */
  interface Question {
    void ask() throws IOException;
  }

  void blocker(FindingCode code, String sentence) {
    add(code, Finding.Severity.BLOCKER, sentence, Optional.empty());
  }

  void blocker(FindingCode code, String sentence, Finding.Fix fix) {
    add(code, Finding.Severity.BLOCKER, sentence, Optional.of(fix));
  }

  void warning(FindingCode code, String sentence) {
    add(code, Finding.Severity.WARNING, sentence, Optional.empty());
  }

  void fine(FindingCode code, String sentence) {
    add(code, Finding.Severity.OK, sentence, Optional.empty());
  }

  private void add(
      FindingCode code, Finding.Severity severity, String sentence, Optional<Finding.Fix> fix) {
    all.add(new Finding(code.text(), severity, sentence, fix));
  }

  /** Asks; a node's “no” is never taken for “all is well”. */
  void ask(FindingCode code, String what, Question question) throws IOException {
    try {
      question.ask();
    } catch (DriverException e) {
      unknown(code, what, Problem.of(e).sentence());
    }
  }

  void unknown(FindingCode code, String what, String why) {
    warning(code.unknown(), "It could not be found out " + what + ": " + why);
  }

  List<Finding> sorted() {
    return all.stream().sorted(Comparator.comparing(Finding::severity)).toList();
  }
}
