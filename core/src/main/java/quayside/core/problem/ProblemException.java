package quayside.core.problem;

import java.io.IOException;

/** A refusal by the engine itself, before or without asking a node. */
public final class ProblemException extends IOException implements Explained {
  private static final long serialVersionUID = 1L;
  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.sentence());
    this.problem = problem;
  }

  /** A refusal without details. */
  public ProblemException(String code, String title, String sentence, String tryThis) {
    this(new Problem(code, title, sentence, tryThis, ""));
  }

  @Override
  public Problem problem() {
    return problem;
  }
}
