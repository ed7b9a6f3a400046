package quayside.core.driver.osctl;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import quayside.core.driver.DriverException;
import quayside.core.driver.Limits;
import quayside.core.driver.NativeSend;
import quayside.core.json.Json;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import quayside.transport.Command;
import quayside.transport.TransportException;

/** osctld through its command line, {@code osctl}. */
final class CliCarrier implements Carrier {
  private static final Duration FOREVER = Duration.ofDays(365);
  private static final int NO_SUCH_COMMAND = 127;

  private final Shell shell;
  private final Limits limits;

  CliCarrier(Shell shell, Limits limits) {
    this.shell = shell;
    this.limits = limits;
  }

  @Override
  public JsonValue call(Call call, Duration silence, NativeSend.Listener listener)
      throws IOException {
    var out = new StringBuilder();
    Shell.Result result =
        shell.lines(
            CommandLine.of(call),
            CommandLine.input(call),
            silence,
            line -> {
              if (call.tellsProgress()) {
                progress(line, listener);
              } else if (out.length() + line.length() <= Lines.LIMIT) {
                out.append(line).append('\n');
              }
            });
    if (result.exit() != 0) {
      throw refusal(result, call);
    }
    return answer(call, out.toString().strip());
  }

  /** A step goes on whatever is printed meanwhile: what is no JSON is passed on as it is. */
  private static void progress(String line, NativeSend.Listener listener) {
    try {
      Progress.tell(Json.parse(line), listener);
    } catch (JsonException _) {
      listener.update(Refusals.beginning(line));
    }
  }

  private static JsonValue answer(Call call, String out) throws IOException {
    if (call.command().equals("send_key_path")) {
      return JsonValue.of(
          Map.of("public_key", out, "private_key", out.replaceFirst("\\.pub$", "")));
    }
    boolean asked = call.command().endsWith("_list") || call.command().equals("ct_show");
    return asked ? parse(out) : JsonValue.of(null);
  }

  @Override
  public void watch(Consumer<JsonValue> events) throws IOException {
    Call call = Call.of("event_subscribe");
    Shell.Result result =
        shell.lines(
            Command.of("osctl", "-j", "monitor"), "", FOREVER, line -> events.accept(parse(line)));
    if (result.exit() != 0) {
      throw refusal(result, call);
    }
    throw new TransportException.Disconnected("The node ended its stream of events.", null);
  }

  @Override
  public String version() throws IOException {
    Shell.Result result = shell.run(Command.of("osctl", "--version"), "", limits.answer());
    if (result.exit() != 0) {
      throw refusal(result, Call.of("version"));
    }
    return result.out().strip().replaceFirst("^osctl version ", "");
  }

  private static JsonValue parse(String text) throws DriverException.Unreadable {
    try {
      return Json.parse(text);
    } catch (JsonException e) {
      throw new DriverException.Unreadable(
          "The node's osctl answered with something that is " + e.getMessage() + ".",
          Refusals.beginning(text));
    }
  }

  private static IOException refusal(Shell.Result result, Call call) {
    String err = result.err().strip();
    int at = err.startsWith("error: ") ? 0 : err.lastIndexOf("\nerror: ") + 1;
    if (!err.startsWith("error: ", at)) {
      if (result.exit() == NO_SUCH_COMMAND) {
        return new DriverException.Unsupported(
            "There is no osctl on this machine, or the login may not run it: is it a vpsAdminOS"
                + " node?");
      }
      String said = err.isEmpty() ? "nothing" : "“" + Refusals.beginning(err) + "”";
      return new DriverException.Rejected(
          "osctl ended with status " + result.exit() + " and said " + said + ".");
    }
    String message = err.substring(at + "error: ".length());
    if (message.startsWith("osctld closed connection")) {
      return new TransportException.Disconnected(
          "osctld on the node went away before it answered; what it was doing may be unfinished.",
          null);
    }
    if (message.contains("- connect(2)")) {
      return new DriverException.Rejected(
          "osctld on the node cannot be reached: “" + Refusals.beginning(message) + "”.");
    }
    return Refusals.of(message, call);
  }
}
