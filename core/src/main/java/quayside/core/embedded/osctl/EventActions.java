package quayside.core.embedded.osctl;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.osctld.OsctldService.OsctldError;
import quayside.transport.Threads;

/** {@code osctl monitor}, {@code ct monitor} and {@code ct wait}: what happens on the node. */
final class EventActions {
  /** Events that may wait for a slow reader; one that is slower loses the rest. */
  private static final int WAITING = 10_000;

  private static final long LOOK_MILLIS = 250;

  private EventActions() {}

  static void register(Map<String, Action> actions) {
    actions.put("monitor", run -> follow(run, event -> print(run, event)));
    actions.put("ct monitor", EventActions::monitorContainers);
    actions.put("ct wait", EventActions::await);
  }

  private static void monitorContainers(Invocation run) throws OsctldError, IOException {
    List<String> ids = run.argumentsFrom(0);
    follow(
        run,
        event -> {
          Object id = Invocation.object(event.get("opts")).get("id");
          boolean wanted = ids.isEmpty() || ids.contains(String.valueOf(id));
          return !"state".equals(event.get("type")) || !wanted || print(run, event);
        });
  }

  private static void await(Invocation run) throws OsctldError, UsageException, IOException {
    run.takes("id", "state", "*");
    List<String> states = run.argumentsFrom(1);
    String id = run.argument(0).replaceFirst("^[^:]*:", "");
    Map<String, @Nullable Object> entity = run.entity("id", run.argument(0));
    var first = new AtomicBoolean(true);
    var found = new AtomicBoolean();
    follow(
        run,
        event -> {
          Map<String, @Nullable Object> opts = Invocation.object(event.get("opts"));
          return !"state".equals(event.get("type"))
              || !id.equals(opts.get("id"))
              || !states.contains(String.valueOf(opts.get("state")));
        },
        () -> {
          if (first.getAndSet(false)) {
            Object state = Invocation.object(run.read("ct_show", entity)).get("state");
            found.set(states.contains(String.valueOf(state)));
          }
          return found.get();
        });
  }

  /** Prints one event; whether there is still a reader. */
  private static boolean print(Invocation run, Map<String, Object> event) {
    Map<String, @Nullable Object> opts = Invocation.object(event.get("opts"));
    if (run.json()) {
      var line = new LinkedHashMap<String, @Nullable Object>();
      line.put("type", event.get("type"));
      line.put("opts", opts);
      run.printJson(line);
    } else if ("state".equals(event.get("type"))) {
      run.terminal()
          .line("state " + opts.get("pool") + " " + opts.get("id") + " " + opts.get("state"));
    } else if ("management".equals(event.get("type"))) {
      run.terminal()
          .line(
              "management id="
                  + opts.get("id")
                  + " state="
                  + opts.get("state")
                  + " cmd="
                  + opts.get("cmd")
                  + " opts="
                  + Humanised.inspect(opts.get("opts")));
    } else {
      run.terminal().line(Humanised.inspect(event));
    }
    run.terminal().flush();
    return !run.terminal().gone();
  }

  private static void follow(Invocation run, Predicate<Map<String, Object>> goOn)
      throws OsctldError, IOException {
    follow(run, goOn, () -> false);
  }

  private static void follow(Invocation run, Predicate<Map<String, Object>> goOn, Done done)
      throws OsctldError, IOException {
    BlockingQueue<Map<String, Object>> events = new LinkedBlockingQueue<>(WAITING);
    var lost = new AtomicBoolean();
    Threads.start("osctl-monitor-input", () -> watchInput(run, lost));
    try (var _ =
        run.service()
            .subscribe(event -> {
              if (!events.offer(event)) {
                lost.set(true);
              }
            })) {
      if (done.now()) {
        return;
      }
      boolean going = true;
      while (going && !lost.get() && !run.terminal().gone()) {
        Map<String, Object> event = events.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (event == null) {
          run.terminal().flush();
        } else {
          going = goOn.test(event);
        }
      }
    } catch (InterruptedException _) {
      throw new IOException("interrupted");
    }
  }

  /** The end of the connection shows as an error of stdin; its plain end means nothing. */
  private static void watchInput(Invocation run, AtomicBoolean lost) {
    try {
      while (run.in().read() >= 0) {
        if (lost.get()) {
          return;
        }
      }
    } catch (IOException _) {
      lost.set(true);
    }
  }

  private interface Done {
    boolean now() throws OsctldError;
  }
}
