package quayside.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import quayside.core.migrate.Finding;
import quayside.core.operation.Activity;
import quayside.core.transfer.Checked;

/** What exports and imports say in the same way. */
final class TransferTalk {
  private final Console console;

  TransferTalk(Console console) {
    this.console = console;
  }

  /** Says what a check found; the exit status. */
  int check(Checked checked) {
    for (Finding finding : checked.preflight().findings()) {
      Main.say(console, finding);
    }
    Map<String, Object> object = Views.typed("preflight");
    object.put("possible", checked.preflight().possible());
    object.put("way", checked.way());
    object.put("bytes", checked.preflight().bytes());
    object.put("stopMillis", checked.preflight().stop().map(Duration::toMillis));
    object.put("commands", checked.preflight().commands());
    console.object(object);
    if (!checked.way().isEmpty()) {
      console.line("way: " + checked.way() + ", " + checked.method());
    }
    console.line("to carry: " + Views.size(checked.preflight().bytes()));
    checked
        .preflight()
        .stop()
        .filter(stop -> !stop.isZero())
        .ifPresent(stop -> console.line("stopped for ≈ " + Text.time(stop) + ", as the last time"));
    checked.preflight().commands().forEach(console::line);
    return checked.preflight().possible() ? Main.DONE : Main.REFUSED;
  }

  /** Stays with a started operation; the exit status. */
  int follow(Activity activity, String id, String source, String target)
      throws IOException, InterruptedException {
    Map<String, Object> begun = Views.typed("started");
    begun.put("id", id);
    begun.put("source", source);
    begun.put("target", target);
    console.object(begun);
    return Follow.code(new Follow(activity, console).toTheEnd(id));
  }
}
