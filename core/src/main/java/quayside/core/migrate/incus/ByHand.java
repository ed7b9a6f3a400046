package quayside.core.migrate.incus;

import java.util.ArrayList;
import java.util.List;
import quayside.core.migrate.IncusOptions.Route;
import quayside.core.migrate.MoveRequest;
import quayside.core.model.Platform;
import quayside.transport.ShellWords;

/** The commands that do by hand what is done here, each with the node it is for. */
final class ByHand {
  private ByHand() {}

  /**
   * The whole of it, for a desktop on which both servers are remotes of their names here.
   *
   * @param platform of both servers
   */
  static List<String> all(Job job, Platform platform, Route route) {
    String tool = tool(platform);
    MoveRequest request = job.request();
    var copy = new ArrayList<>(List.of(tool, "copy"));
    copy.add(request.source().node() + ":" + request.source().id());
    copy.add(request.target() + ":" + request.targetId());
    if (!request.source().pool().equals("default")) {
      copy.addAll(List.of("--project", request.source().pool()));
    }
    if (!job.targetProject().equals(request.source().pool())) {
      copy.addAll(List.of("--target-project", job.targetProject()));
    }
    request.options().toPool().ifPresent(pool -> copy.addAll(List.of("--storage", pool)));
    job.special()
        .profiles()
        .ifPresent(all -> all.forEach(p -> copy.addAll(List.of("--profile", p))));
    job.special()
        .config()
        .forEach((key, value) -> copy.addAll(List.of("--config", key + "=" + value)));
    if (!job.special().snapshots()) {
      copy.add("--instance-only");
    }
    copy.addAll(List.of("--mode", route.name().toLowerCase(java.util.Locale.ROOT)));
    var refresh = new ArrayList<>(copy);
    refresh.add("--refresh");
    copy.add("--stateless");
    var commands = new ArrayList<String>();
    commands.add(here(copy));
    commands.add(here(refresh));
    if (request.stops()) {
      commands.add(
          here(List.of(tool, "stop", request.source().node() + ":" + request.source().id())));
      commands.add(here(refresh));
    }
    if (request.options().start()) {
      commands.add(here(List.of(tool, "start", request.target() + ":" + request.targetId())));
    }
    if (!request.cloning()) {
      commands.add(
          here(List.of(tool, "delete", request.source().node() + ":" + request.source().id())));
    }
    return commands;
  }

  private static String here(List<String> words) {
    return "$ " + ShellWords.join(words);
  }

  static String startSource(Job job) {
    return source(job, "start");
  }

  static String deleteSource(Job job) {
    return source(job, "delete");
  }

  static String startTarget(Job job) {
    return target(job, "start");
  }

  static String deleteTarget(Job job) {
    return target(job, "delete");
  }

  private static String source(Job job, String verb) {
    return on(
        job.request().source().node(),
        job.request().source().pool(),
        verb,
        job.request().source().id());
  }

  private static String target(Job job, String verb) {
    return on(job.request().target(), job.targetProject(), verb, job.request().targetId());
  }

  /** A call of the API, which both kinds' programs make alike. */
  private static String on(String node, String project, String verb, String id) {
    var words = new ArrayList<>(List.of(verb));
    if (!project.equals("default")) {
      words.addAll(List.of("--project", project));
    }
    words.add(id);
    return node + "# incus|lxc " + ShellWords.join(words);
  }

  private static String tool(Platform platform) {
    return platform == Platform.LXD ? "lxc" : "incus";
  }
}
