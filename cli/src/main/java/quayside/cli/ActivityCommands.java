package quayside.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quayside.core.Quayside;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationView;
import quayside.core.problem.ProblemException;

/** {@code activity …}: moves that run, wait, or were left behind. */
@Command(name = "activity", description = "Moves: running, waiting, left behind and past.")
final class ActivityCommands {
  private final Shell shell;

  ActivityCommands(Shell shell) {
    this.shell = shell;
  }

  @Command(name = "ls", description = "Lists all moves, and looks at the nodes of broken ones.")
  int list() throws IOException {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("ID", "WHAT", "CONTAINER", "TARGET", "STATUS", "POSSIBLE"));
    try (Quayside quayside = shell.open()) {
      for (OperationView view : all(quayside)) {
        shell.console().object(Views.operation(view));
        rows.add(
            List.of(
                view.id(),
                Views.lower(view.kind()),
                view.source().toString(),
                view.target().toString(),
                Views.lower(view.status()),
                String.join(" ", verbs(view))));
      }
    }
    shell.console().table(rows);
    return Main.DONE;
  }

  @Command(name = "show", description = "Shows one move.")
  int show(@Parameters(paramLabel = "ID") String id) throws IOException {
    try (Quayside quayside = shell.open()) {
      OperationView view = find(quayside, id);
      Console console = shell.console();
      console.object(Views.operation(view));
      Follow.report(view).forEach(console::line);
      view.steps()
          .forEach(s -> console.line("  %-8s %s".formatted(s.name(), Views.lower(s.state()))));
      view.rounds()
          .forEach(r -> console.line("  %-8s %s".formatted(r.name(), Text.bytes(r.done()))));
      view.problem().filter(_ -> !console.isJson()).ifPresent(console::problem);
      view.leftovers().forEach(left -> console.line("left: " + left));
      verbs(view).forEach(v -> console.line("possible: quayside activity " + v + " " + view.id()));
    }
    return Main.DONE;
  }

  @Command(name = "resume", description = "Goes on from where the nodes stand.")
  int resume(@Parameters(paramLabel = "ID") String id) throws IOException, InterruptedException {
    return act(id, OperationAction.CONTINUE);
  }

  @Command(name = "cancel", description = "Takes a move back: the source as it was.")
  int cancel(@Parameters(paramLabel = "ID") String id) throws IOException, InterruptedException {
    int code = act(id, OperationAction.CANCEL);
    return code == Main.CANCELLED ? Main.DONE : code; // cancelled is what was asked for
  }

  @Command(name = "cleanup", description = "Removes what is left of the source.")
  int cleanup(@Parameters(paramLabel = "ID") String id) throws IOException, InterruptedException {
    return act(id, OperationAction.CLEAN_UP);
  }

  @Command(name = "switch", description = "Switches a waiting move over.")
  int switchOver(@Parameters(paramLabel = "ID") String id)
      throws IOException, InterruptedException {
    return act(id, OperationAction.SWITCH_NOW);
  }

  @Command(name = "dismiss", description = "Puts a move that is over out of the list.")
  int dismiss(@Parameters(paramLabel = "ID") String id) throws IOException {
    try (Quayside quayside = shell.open()) {
      OperationView view = find(quayside, id);
      require(view, OperationAction.DISMISS);
      quayside.activity().act(view.id(), OperationAction.DISMISS);
      shell.console().line(view.id() + " is out of the list; its journal stays.");
    }
    return Main.DONE;
  }

  /** What can be typed after {@code activity} for a move. */
  private static List<String> verbs(OperationView view) {
    return view.actions().stream().flatMap(a -> verb(a).stream()).sorted().toList();
  }

  private static Optional<String> verb(OperationAction action) {
    return switch (action) {
      case SWITCH_NOW -> Optional.of("switch");
      case CONTINUE -> Optional.of("resume");
      case CANCEL -> Optional.of("cancel");
      case CLEAN_UP -> Optional.of("cleanup");
      case DISMISS -> Optional.of("dismiss");
      case SYNC_AGAIN, STOP_AFTER_STEP -> Optional.empty(); // asked of a running one only
    };
  }

  private int act(String id, OperationAction action) throws IOException, InterruptedException {
    try (Quayside quayside = shell.open()) {
      OperationView view = find(quayside, id);
      require(view, action);
      quayside.activity().act(view.id(), action);
      return Follow.code(new Follow(quayside.activity(), shell.console()).toTheEnd(view.id()));
    }
  }

  private static void require(OperationView view, OperationAction action) throws IOException {
    if (!view.actions().contains(action)) {
      throw new ProblemException(
          "not-possible",
          "Not possible now",
          "“%s” is not possible for %s, which is %s."
              .formatted(
                  verb(action).orElse(Views.lower(action)), view.id(), Views.lower(view.status())),
          "quayside activity show " + view.id());
    }
  }

  /** The one operation whose id is, or begins with, the text. */
  private static OperationView find(Quayside quayside, String id) throws IOException {
    List<OperationView> found =
        all(quayside).stream().filter(view -> view.id().startsWith(id)).toList();
    return found.stream()
        .filter(view -> view.id().equals(id) || found.size() == 1)
        .findFirst()
        .orElseThrow(() ->
            new ProblemException(
                "operation-unknown",
                "No such move",
                "There is no single move “" + id + "”.",
                "quayside activity ls tells the ids."));
  }

  private static List<OperationView> all(Quayside quayside) {
    quayside.activity().recover();
    return quayside.activity().operations();
  }
}
