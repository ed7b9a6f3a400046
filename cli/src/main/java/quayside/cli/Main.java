package quayside.cli;

/** Where the command line starts. */
public final class Main {
  private Main() {}

  /** Runs one verb. */
  public static void main(String[] args) {}
}
