package quayside.cli;

import java.io.IOException;
import java.util.Map;
import quayside.core.Quayside;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.InstanceServer;
import quayside.core.model.ContainerRef;
import quayside.core.problem.ProblemException;

/** Verbs that only Incus and LXD servers know. */
abstract class OnServer {
  final Shell shell;

  OnServer(Shell shell) {
    this.shell = shell;
  }

  /** One step on an open server. */
  interface Step {
    void run(InstanceServer server, ContainerRef container) throws IOException;
  }

  /** Does something with an instance. */
  final void with(String name, Step step) throws IOException {
    try (Quayside quayside = shell.open()) {
      ContainerRef container = quayside.fleet().find(name);
      try (ContainerDriver driver =
          quayside.drivers().open(quayside.fleet().node(container.node()))) {
        step.run(server(driver, container.node()), container);
      }
    }
  }

  /** One step on an open server that is about no single instance. */
  interface ServerStep {
    void run(InstanceServer server, ContainerDriver driver) throws IOException;
  }

  /** Does something on a server of the book. */
  final void on(String node, ServerStep step) throws IOException {
    try (Quayside quayside = shell.open()) {
      on(quayside, node, step);
    }
  }

  /** Does something on a server of a book that is open. */
  static void on(Quayside quayside, String node, ServerStep step) throws IOException {
    try (ContainerDriver driver = quayside.drivers().open(quayside.fleet().node(node))) {
      step.run(server(driver, node), driver);
    }
  }

  static InstanceServer server(ContainerDriver driver, String node) throws IOException {
    return driver
        .server()
        .orElseThrow(() ->
            new DriverException.Unsupported(
                node + " is a vpsAdminOS node; this is for Incus and LXD servers."));
  }

  /** Does something that changes an instance, and says so. */
  final int change(String verb, String name, Step step) throws IOException {
    with(
        name,
        (server, container) -> {
          shell.console().status(verb + " " + container + " …");
          step.run(server, container);
          done(verb, "container", container.toString());
        });
    return Main.DONE;
  }

  /**
   * Says that something was done.
   *
   * @param kind the key of its name for programs, for example {@code container}
   */
  final void done(String verb, String kind, String name) {
    shell.console().line(verb + " " + name + ": done");
    Map<String, Object> object = Views.typed("done");
    object.put("verb", verb.replace(' ', '-'));
    object.put(kind, name);
    shell.console().object(object);
  }

  /** Asks where something would be lost. */
  final void confirm(boolean yes, String loss, String typed, String command) throws IOException {
    if (!yes && !shell.console().ask(loss + " Type " + typed + ":").orElse("").equals(typed)) {
      throw new ProblemException(
          "not-confirmed",
          "Not confirmed",
          "Nothing was changed, because nobody confirmed it.",
          command);
    }
  }
}
