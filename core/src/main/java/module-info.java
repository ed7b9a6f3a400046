/** What a container becomes: the engine behind the window and the command line. */
@org.jspecify.annotations.NullMarked
module quayside.core {
  requires static transitive org.jspecify;
  requires transitive quayside.transport;
  requires java.logging;
  requires aircompressor.v3;
  requires jdk.unsupported; // aircompressor needs it and cannot say so
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.yaml;

  exports quayside.core;
  exports quayside.core.archive;
  exports quayside.core.archive.tar;
  exports quayside.core.archive.zfs;
  exports quayside.core.create;
  exports quayside.core.driver;
  exports quayside.core.embedded;
  exports quayside.core.embedded.faults;
  exports quayside.core.fleet;
  exports quayside.core.home;
  exports quayside.core.keys;
  exports quayside.core.migrate;
  exports quayside.core.model;
  exports quayside.core.operation;
  exports quayside.core.problem;
  exports quayside.core.transfer;
}
