package quayside.core.migrate.incus;

import java.util.ArrayList;
import java.util.List;
import quayside.core.migrate.IncusOptions.Route;
import quayside.core.migrate.MoveRequest;
import quayside.core.model.ContainerRef;
import quayside.core.model.Instance;
import quayside.core.model.Platform;
import quayside.transport.ShellWords;

/** The commands that do by hand what is done here, each with the node it is for. */
final class ByHand {
  private ByHand() {}

  /**
   * The whole of it, for a desktop on which both servers are remotes of their names here.
   *
   * @param platform of both servers
   * @param runs whether the source does
   * @param overrides what {@link Overrides} says
   */
  static List<String> all(
      Job job, Platform platform, Route route, boolean runs, List<String> overrides) {
    String tool = tool(platform);
    MoveRequest request = job.request();
    String here = request.source().node() + ":" + request.source().id();
    String there = request.target() + ":" + request.targetId();
    var copy = new ArrayList<>(List.of(tool, job.live() ? "move" : "copy"));
    copy.add(job.snapshot().map(name -> here + "/" + name).orElse(here));
    copy.add(there);
    if (!request.source().pool().equals("default")) {
      copy.addAll(List.of("--project", request.source().pool()));
    }
    if (!job.targetProject().equals(request.source().pool())) {
      copy.addAll(List.of("--target-project", job.targetProject()));
    }
    request.options().toPool().ifPresent(pool -> copy.addAll(List.of("--storage", pool)));
    copy.addAll(overrides);
    if (!job.special().snapshots() && !job.live()) {
      copy.add("--instance-only");
    }
    copy.addAll(List.of("--mode", route.name().toLowerCase(java.util.Locale.ROOT)));
    var commands = new ArrayList<String>();
    if (job.live()) {
      return List.of(here(copy));
    }
    String aside = request.target() + ":" + Aside.name(request.targetId(), job.mark());
    var refresh = new ArrayList<>(copy);
    refresh.add("--refresh");
    if (job.refreshes()) {
      commands.add(here(List.of(tool, "rename", there, aside.substring(aside.indexOf(':') + 1))));
      commands.add(here(List.of(tool, "copy", aside, there)));
    } else {
      copy.add("--stateless");
      commands.add(here(copy));
    }
    if (job.snapshot().isEmpty()) {
      commands.add(here(refresh));
    }
    if (runs && request.stops()) {
      commands.add(here(List.of(tool, "stop", here)));
      commands.add(here(refresh));
      if (request.cloning() && request.options().restart()) {
        commands.add(here(List.of(tool, "start", here)));
      }
    }
    if (runs && job.starts()) {
      commands.add(here(List.of(tool, "start", there)));
    }
    if (!request.cloning()) {
      commands.add(here(List.of(tool, "delete", here)));
    }
    if (job.refreshes()) {
      commands.add(here(List.of(tool, "delete", aside)));
    }
    return commands;
  }

  private static String here(List<String> words) {
    return "$ " + ShellWords.join(words);
  }

  /** Our own: the servers' programs change that only in an editor. */
  static String makeLasting(Job job) {
    ContainerRef source = job.request().source();
    String project = source.pool().equals("default") ? "" : source.pool() + ":";
    String name = source.node() + ":" + project + source.id();
    return ShellWords.join(List.of("quayside", "config", "set", name, "--lasting"));
  }

  static String startSource(Job job) {
    return source(job, "start");
  }

  static String deleteSource(Job job) {
    return source(job, "delete");
  }

  static String deleteAside(Job job) {
    return onTarget(job, "delete", Aside.name(job.request().targetId(), job.mark()));
  }

  /** Gives the instance that a refresh put aside its name again, and what it is without. */
  static String bringBack(Job job, Instance aside) {
    String id = job.request().targetId();
    var commands = new ArrayList<String>();
    commands.add(onTarget(job, "rename", Aside.name(id, job.mark()), id));
    HeldInterfaces.byHand(aside, id)
        .forEach(words -> commands.add(onTarget(job, words.toArray(String[]::new))));
    return String.join("; ", commands);
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
    return onTarget(job, verb, job.request().targetId());
  }

  private static String onTarget(Job job, String... words) {
    return on(job.request().target(), job.targetProject(), words);
  }

  /** A call of the API, which both kinds' programs make alike. */
  private static String on(String node, String project, String... command) {
    var words = new ArrayList<>(List.of(command));
    if (!project.equals("default")) {
      words.addAll(1, List.of("--project", project));
    }
    return node + "# incus|lxc " + ShellWords.join(words);
  }

  private static String tool(Platform platform) {
    return platform == Platform.LXD ? "lxc" : "incus";
  }
}
