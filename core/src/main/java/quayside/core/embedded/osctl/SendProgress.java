package quayside.core.embedded.osctl;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Prints how a send goes on: JSON lines, or marked texts and a bar. Sizes are MiB. Without a
 * terminal the bar has no figures: it only grows.
 */
final class SendProgress implements Consumer<Object> {
  private static final String TITLE = "Sending: |";
  private static final String TAKEN = "Time: 00:00:00";
  private static final int WIDTH = 80;
  private final Invocation run;
  private boolean drawn;
  private int marks;
  private double gigabytes;

  SendProgress(Invocation run) {
    this.run = run;
  }

  @Override
  public void accept(Object progress) {
    switch (progress) {
      case String text -> note("update", "> ", text);
      case Map<?, ?> map when map.get("type") instanceof String type -> {
        switch (type) {
          case "step" -> note("step", "* ", String.valueOf(map.get("title")));
          case "progress" -> amount(Invocation.object(map.get("data")));
          default -> note("update", "> ", String.valueOf(map.get("text")));
        }
      }
      default -> {}
    }
  }

  /** Whether a bar stands on the screen that was not ended. */
  boolean drawn() {
    return drawn;
  }

  /** Ends the bar, if one was drawn. */
  void finish() {
    if (!drawn) {
      return;
    }
    drawn = false;
    run.terminal().text(run.terminal().pty() ? bar(TAKEN, gigabytes, 100) + "\n" : "|\n");
  }

  private void note(String type, String mark, String text) {
    finish();
    if (run.json()) {
      var line = new LinkedHashMap<String, @Nullable Object>();
      line.put("type", type);
      line.put("text", text);
      run.printJson(line);
    } else if (!run.quiet()) {
      run.terminal().line(mark + text);
    }
  }

  private void amount(Map<String, @Nullable Object> data) {
    if (run.json()) {
      var line = new LinkedHashMap<String, @Nullable Object>();
      line.put("type", "progress");
      line.put("data", data);
      run.printJson(line);
      return;
    }
    if (run.quiet()) {
      return;
    }
    long size = data.get("size") instanceof Number number ? number.longValue() : 0;
    long done = data.get("transfered") instanceof Number number ? number.longValue() : 0;
    int percent = size <= 0 ? 100 : Math.clamp(done * 100 / size, 0, 100);
    gigabytes = size / 1024.0;
    if (run.terminal().pty()) {
      run.terminal().text(drawn ? "" : " ".repeat(WIDTH) + "\r");
      run.terminal()
          .text(bar(percent == 100 ? TAKEN : " ETA: ??:??:??", gigabytes, percent) + "\r");
    } else {
      if (!drawn) {
        marks = 0;
        run.terminal().text("\n" + TITLE);
      }
      int wanted = percent * (WIDTH - TITLE.length() - 1) / 100;
      run.terminal().text("=".repeat(Math.max(0, wanted - marks)));
      marks = Math.max(marks, wanted);
    }
    drawn = true;
  }

  private static String bar(String time, double gigabytes, int percent) {
    String end = String.format(Locale.ROOT, "] %d%% 0 MB/s", percent);
    String begin = String.format(Locale.ROOT, "%s Sending %.2f GB: [", time, gigabytes);
    int room = WIDTH - begin.length() - end.length();
    int filled = room * percent / 100;
    return begin + "=".repeat(filled) + " ".repeat(room - filled) + end;
  }
}
