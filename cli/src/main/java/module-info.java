/** The command line: what the window does, in a terminal. */
@org.jspecify.annotations.NullMarked
module quayside.cli {
  requires static transitive org.jspecify;
  requires quayside.core;
  requires info.picocli;

  opens quayside.cli to
      info.picocli;
}
