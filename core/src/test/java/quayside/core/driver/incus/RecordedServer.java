package quayside.core.driver.incus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import quayside.transport.http.WebSocket;
import quayside.transport.lab.SmallHttp;
import quayside.transport.lab.SmallHttp.Reply;

/**
 * A server that says only what was recorded, about as many instances as a test wants, and can be
 * told to fail.
 */
final class RecordedServer implements SmallHttp.Handler {
  private static final Pattern INSTANCE = Pattern.compile("/1\\.0/instances/([^/]+)(/state)?");
  private static final Pattern OPERATION = Pattern.compile("/1\\.0/operations/([^/]+)(/wait)?");
  private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

  private final Recordings recordings;
  private final Map<String, String> states = new ConcurrentSkipListMap<>();
  private final Map<String, String> started = new ConcurrentHashMap<>();
  private final List<WebSocket> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, String> records = new ConcurrentHashMap<>();
  private final Map<String, Reply> failing = new ConcurrentHashMap<>();
  final List<SmallHttp.Request> asked = new CopyOnWriteArrayList<>();

  RecordedServer(Recordings recordings) {
    this.recordings = recordings;
  }

  /** There is a stopped instance of that name from now on, and whoever listens is told. */
  void add(String name) throws IOException {
    states.put(name, "stopped");
    tell("instance-created", name);
  }

  /** Makes up the list once, so that whoever is timed does not wait for that. */
  void prepare() {
    list();
  }

  /** Answers requests in whose method and path this pattern is found, whatever they are about. */
  void answer(String request, Reply reply) {
    failing.put(request, reply);
  }

  /** Ends all streams of events, as a daemon that goes away. */
  void hangUp() {
    listeners.forEach(WebSocket::close);
    listeners.clear();
  }

  int listeners() {
    return listeners.size();
  }

  /** Sends a recorded event as if it were about another instance. */
  void tell(String action, String name) throws IOException {
    for (String line : recordings.text("events.jsonl", name).lines().toList()) {
      if (line.contains("\"" + action + "\"")) {
        for (WebSocket listener : listeners) {
          listener.send(line);
        }
      }
    }
  }

  @Override
  public Reply reply(SmallHttp.Request request) throws IOException {
    asked.add(request);
    String line = request.method() + " " + request.target();
    for (var each : failing.entrySet()) {
      if (Pattern.compile(each.getKey()).matcher(line).find()) {
        return each.getValue();
      }
    }
    String path = request.target().replaceFirst("[?].*", "");
    Matcher operation = OPERATION.matcher(path);
    Matcher instance = INSTANCE.matcher(path);
    if (operation.matches()) {
      return operation(operation.group(1), operation.group(2) != null);
    }
    if (instance.matches()) {
      return request.target().contains("project=default")
          ? instance(request, instance.group(1))
          : said("unknown-project", "web");
    }
    return switch (path) {
      case "/1.0" -> said("server", "web");
      case "/1.0/instances" -> SmallHttp.json(200, list());
      case "/1.0/metadata/configuration" -> said("settings", "web");
      case "/1.0/projects" -> said("projects", "web");
      case "/1.0/profiles" -> said("profiles", "web");
      case "/1.0/networks" -> said("networks", "web");
      case "/1.0/images" -> said("images", "web");
      case "/1.0/storage-pools" -> said("pools", "web");
      case "/1.0/storage-pools/default/resources", "/1.0/storage-pools/second/resources" ->
          said("pool-resources", "web");
      case "/1.0/operations" -> said("operations", "web");
      case "/1.0/events" -> new Reply.Socket(this::listen);
      default -> throw new IOException("nothing recorded for " + line);
    };
  }

  private void listen(WebSocket client) throws IOException {
    listeners.add(client);
    client.receive(100); // a client that speaks, or goes away
    listeners.remove(client);
  }

  private Reply instance(SmallHttp.Request request, String name) throws IOException {
    String state = states.get(name);
    if (state == null) {
      return said("unknown", name);
    }
    return switch (request.method()) {
      case "GET" -> said("instance-" + state, name);
      case "DELETE" -> {
        if (state.equals("running")) {
          yield said("delete-running", name);
        }
        states.remove(name);
        tell("instance-deleted", name);
        yield start("delete", name);
      }
      case "PUT" -> act(request.body(), name, state);
      default -> throw new IOException("nothing recorded for " + request);
    };
  }

  private Reply act(String body, String name, String state) throws IOException {
    String action = body.replaceFirst("(?s).*\"action\":\"([a-z]+)\".*", "$1");
    return switch (action + " " + state) {
      case "start stopped" -> become(name, "running", "start", "instance-started");
      case "stop running" -> become(name, "stopped", "stop", "instance-shutdown");
      case "freeze running" -> become(name, "frozen", "freeze", "instance-paused");
      case "unfreeze frozen" -> become(name, "running", "unfreeze", "instance-resumed");
      case "restart running" -> become(name, "running", "restart", "instance-restarted");
      case "start running" -> start("start-running", name);
      case "stop stopped" -> start("stop-stopped", name);
      default -> throw new IOException("nothing recorded for " + action + " when " + state);
    };
  }

  private Reply become(String name, String state, String recording, String event)
      throws IOException {
    states.put(name, state);
    tell(event, name);
    return start(recording, name);
  }

  /** Starts what was recorded; its end is told to whoever waits for it. */
  private Reply start(String recording, String name) {
    Matcher id = ID.matcher(recordings.text(recording));
    if (id.find()) {
      started.put(id.group(1), recording + "-wait");
    }
    return said(recording, name);
  }

  private Reply operation(String id, boolean waits) {
    String end = started.get(id);
    if (end == null || !waits) {
      return said("unknown-operation", "web");
    }
    return SmallHttp.json(200, recordings.text(end)); // also a failure, in the body
  }

  /** A recorded answer, with the status that goes with it. */
  private Reply said(String recording, String name) {
    String body = recordings.text(recording, name);
    Matcher error = Pattern.compile("\"type\":\"error\".*\"error_code\":(\\d+)").matcher(body);
    int status =
        error.find() ? Integer.parseInt(error.group(1)) : body.contains("\"async\"") ? 202 : 200;
    return SmallHttp.json(status, body);
  }

  private String list() {
    var all = new ArrayList<String>();
    states.forEach((name, state) -> all.add(record(state, name)));
    String frame = recordings.text("instances");
    int from = frame.indexOf("\"metadata\":[");
    return frame.substring(0, from) + "\"metadata\":[" + String.join(",", all) + "]}";
  }

  private String record(String state, String name) {
    return records.computeIfAbsent(
        state + " " + name, _ -> inner(recordings.text("instance-" + state, name)));
  }

  /** The record out of an answer about it. */
  private static String inner(String answer) {
    int from = answer.indexOf("\"metadata\":") + "\"metadata\":".length();
    return answer.substring(from, answer.lastIndexOf('}'));
  }
}
