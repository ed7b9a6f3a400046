/** The command line: what the window does, in a terminal. */
@org.jspecify.annotations.NullMarked
module quayside.cli {
  requires static transitive org.jspecify;
  requires quayside.core;
  requires info.picocli;
  requires jdk.unsupported; // Ctrl-C as a question instead of an end

  opens quayside.cli to
      info.picocli;
}
