package quayside.core.driver.incus;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;
import quayside.core.driver.DriverException;
import quayside.core.driver.ServerOperations;
import quayside.core.json.JsonValue;
import quayside.core.model.ServerInfo;
import quayside.core.model.ServerOperation;

/**
 * Operations of a server. {@code wait} tells a failure in two ways: LXD as a record with status 400
 * or 401, Incus 6.0 as an error in the body of an HTTP answer with status 200; and both answer
 * something when their patience ends. So after each {@code wait} that told no end the record itself
 * is read.
 */
final class IncusOperations implements ServerOperations {
  /** The server's patience while somebody wants to see the progress, and otherwise. */
  private static final int GLANCE_SECONDS = 1;

  private static final int PATIENCE_SECONDS = 20;

  /** Without it a server hides operations of other projects, whatever it is asked for. */
  private static final String ALL_PROJECTS = "operations_get_query_all_projects";

  private final Api api;
  private final ServerInfo info;
  private final IncusObjects objects;

  IncusOperations(Api api, ServerInfo info, IncusObjects objects) {
    this.api = api;
    this.info = info;
    this.objects = objects;
  }

  @Override
  public Instant clock() throws IOException {
    return api.clock();
  }

  @Override
  public List<ServerOperation> list() throws IOException {
    if (info.has(ALL_PROJECTS)) {
      return list("all-projects=true");
    }
    var all = new LinkedHashSet<ServerOperation>();
    for (String project : objects.projects()) {
      all.addAll(list("project=" + InstanceName.escaped(project)));
    }
    return List.copyOf(all);
  }

  @Override
  public List<ServerOperation> about(String instance) throws IOException {
    InstanceName name = InstanceName.parse(instance);
    return list("project=" + InstanceName.escaped(name.project())).stream()
        .filter(operation -> operation.isAbout(name.name()))
        .toList();
  }

  private List<ServerOperation> list(String which) throws IOException {
    JsonValue all = api.get("/1.0/operations?recursion=1&" + which).metadata();
    return Api.read(
        all,
        () -> {
          var going = new ArrayList<ServerOperation>();
          for (JsonValue status : all.entries().values()) {
            for (JsonValue record : status.list()) {
              ServerOperation operation = Records.operation(record);
              if (!operation.isOver()) {
                going.add(operation);
              }
            }
          }
          return List.copyOf(going);
        });
  }

  @Override
  public ServerOperation get(String id) throws IOException {
    JsonValue record = api.get(path(id)).metadata();
    return Api.read(record, () -> Records.operation(record));
  }

  @Override
  public ServerOperation await(String id, Consumer<ServerOperation> seen) throws IOException {
    return await(id, seen, api.limits().step());
  }

  /**
   * Waits for the end of an operation.
   *
   * @param silence how long the server may have nothing new to tell of it
   */
  ServerOperation await(String id, Consumer<ServerOperation> seen, Duration silence)
      throws IOException {
    return await(id, seen, GLANCE_SECONDS, silence);
  }

  /** Waits for what was started. */
  ServerOperation await(ServerOperation started) throws IOException {
    return await(started, api.limits().step());
  }

  /**
   * Waits for what was started.
   *
   * @param silence how long the server may have nothing new to tell of it
   */
  ServerOperation await(ServerOperation started, Duration silence) throws IOException {
    return await(started.id(), _ -> {}, PATIENCE_SECONDS, silence);
  }

  private ServerOperation await(
      String id, Consumer<ServerOperation> seen, int longest, Duration silence) throws IOException {
    long seconds = Math.max(1, silence.toSeconds());
    int patience = (int) Math.min(longest, seconds);
    long heardAt = System.nanoTime();
    String heard = "";
    while (true) {
      ServerOperation now = look(id, patience);
      if (now.isOver()) {
        return ended(now);
      }
      seen.accept(now);
      String news = now.code() + " " + now.metadata() + now.updated();
      if (!news.equals(heard)) {
        heard = news;
        heardAt = System.nanoTime();
      } else if (System.nanoTime() - heardAt > silence.toNanos()) {
        throw new DriverException.Silent(
            "For "
                + seconds
                + " seconds nothing was heard of “"
                + now.description()
                + "” on "
                + api.server()
                + "; it may still go on there.");
      }
    }
  }

  private ServerOperation look(String id, int patience) throws IOException {
    try {
      JsonValue record =
          api.get(
                  path(id) + "/wait?timeout=" + patience,
                  api.limits().answer().plusSeconds(patience))
              .metadata();
      return Api.read(record, () -> Records.operation(record));
    } catch (DriverException.NotFound e) {
      throw isForgotten(e) ? forgotten(e) : e;
    } catch (DriverException.Rejected e) {
      if (!isImpatience(e)) {
        throw e;
      }
    }
    try {
      return get(id);
    } catch (DriverException.NotFound e) {
      throw forgotten(e);
    }
  }

  /** A failed operation's own words can also be that something was not found. */
  private static boolean isForgotten(DriverException.NotFound e) {
    return String.valueOf(e.getMessage()).startsWith("Operation not found");
  }

  /** What Incus says when its patience ended, not the operation. */
  private static boolean isImpatience(DriverException.Rejected e) {
    return String.valueOf(e.getMessage()).contains("deadline exceeded");
  }

  private DriverException.Silent forgotten(DriverException.NotFound e) {
    var silent =
        new DriverException.Silent(
            api.server() + " does not know any more how that ended; it may have worked.");
    silent.initCause(e);
    return silent;
  }

  private static ServerOperation ended(ServerOperation operation) throws DriverException {
    if (operation.isSuccess()) {
      return operation;
    }
    throw operation.error().isEmpty()
        ? new DriverException.Rejected(
            "“" + operation.description() + "” ended with “" + operation.status() + "”.")
        : Refusals.of(operation.code(), operation.error());
  }

  @Override
  public void cancel(String id) throws IOException {
    api.send("DELETE", path(id), null);
  }

  /** Lets go of an operation that is of no use any more; it may be one that cannot be cancelled. */
  void abandon(String id) throws IOException {
    try {
      cancel(id);
    } catch (DriverException _) {
      // it ends by itself
    }
  }

  static String path(String id) {
    return "/1.0/operations/" + InstanceName.escaped(id);
  }
}
