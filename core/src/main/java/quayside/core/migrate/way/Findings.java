package quayside.core.migrate.way;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import quayside.core.driver.DriverException;
import quayside.core.migrate.Finding;
import quayside.core.problem.Problem;

/** Collects what preflight finds; what cannot be found out is a finding, too. */
public final class Findings {
  private final List<Finding> all = new ArrayList<>();

  /** A question to a node. */
  public interface Question {
    public void ask() throws IOException;
  }

  /** The move would fail or harm. */
  public void blocker(FindingCode code, String sentence) {
    add(code, Finding.Severity.BLOCKER, sentence, Optional.empty());
  }

  /** The move would fail or harm, and Quayside can do something about it. */
  public void blocker(FindingCode code, String sentence, Finding.Fix fix) {
    add(code, Finding.Severity.BLOCKER, sentence, Optional.of(fix));
  }

  /** It can go wrong or has consequences. */
  public void warning(FindingCode code, String sentence) {
    add(code, Finding.Severity.WARNING, sentence, Optional.empty());
  }

  /** It can go wrong or has consequences, and Quayside can do something about it. */
  public void warning(FindingCode code, String sentence, Finding.Fix fix) {
    add(code, Finding.Severity.WARNING, sentence, Optional.of(fix));
  }

  /** Looked at and fine. */
  public void fine(FindingCode code, String sentence) {
    add(code, Finding.Severity.OK, sentence, Optional.empty());
  }

  private void add(
      FindingCode code, Finding.Severity severity, String sentence, Optional<Finding.Fix> fix) {
    all.add(new Finding(code.text(), severity, sentence, fix));
  }

  /** Asks; a node's “no” is never taken for “all is well”. */
  public void ask(FindingCode code, String what, Question question) throws IOException {
    try {
      question.ask();
    } catch (DriverException e) {
      unknown(code, what, Problem.of(e).sentence());
    }
  }

  /**
   * It could not be found out.
   *
   * @param what “whether the versions fit”
   * @param why a sentence
   */
  public void unknown(FindingCode code, String what, String why) {
    warning(code.unknown(), "It could not be found out " + what + ": " + why);
  }

  /** All of them, blockers first. */
  public List<Finding> sorted() {
    return all.stream().sorted(Comparator.comparing(Finding::severity)).toList();
  }
}
