package quayside.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import quayside.core.fleet.NodeView;
import quayside.core.migrate.Finding;
import quayside.core.migrate.Remnant;
import quayside.core.model.Container;
import quayside.core.model.Node;
import quayside.core.model.NodeFacts;
import quayside.core.operation.OperationView;
import quayside.core.operation.Place;
import quayside.transport.Endpoint;

/** What the engine knows, as objects for programs. The names are a promise: docs/cli.md. */
final class Views {
  private Views() {}

  /** Unix seconds as ISO 8601, also where a stream tells nonsense. */
  static String time(long seconds) {
    return Instant.ofEpochSecond(Math.clamp(seconds, 0, 253_402_300_799L)).toString();
  }

  static Map<String, Object> node(Node node) {
    var object = typed("node");
    object.put("name", node.name());
    object.put("kind", node.platform().key());
    object.put("address", node.address().text());
    object.put("peer", node.peerAddress().text());
    object.put("timeoutSeconds", node.address().timeout().toSeconds());
    switch (node.address()) {
      case Endpoint.Ssh ssh -> {
        object.put("sudo", ssh.sudo());
        object.put("identity", ssh.identity());
        object.put("hostKey", ssh.hostKey());
      }
      case Endpoint.Https https -> {
        object.put("identity", https.identity());
        object.put("fingerprint", https.fingerprint());
      }
    }
    return object;
  }

  static Map<String, Object> node(NodeView view) {
    Map<String, Object> object = node(view.node());
    object.put("status", lower(view.status()));
    object.put("containers", view.containers().size());
    object.put("asOf", view.asOf());
    view.facts().ifPresent(facts -> facts(object, facts));
    view.problem().ifPresent(p -> object.put("problem", Console.problemObject(p)));
    return object;
  }

  static void facts(Map<String, Object> object, NodeFacts facts) {
    object.put("version", facts.version());
    object.put("arch", facts.arch());
    var pools = new ArrayList<Map<String, Object>>();
    for (NodeFacts.Pool pool : facts.pools()) {
      var one = new LinkedHashMap<String, Object>();
      one.put("name", pool.name());
      one.put("state", pool.state());
      one.put("free", pool.free());
      one.put("used", pool.used());
      pools.add(one);
    }
    object.put("pools", pools);
  }

  static Map<String, Object> container(Container container, boolean everything) {
    var object = typed("container");
    object.put("name", container.ref().toString());
    object.put("node", container.ref().node());
    object.put("pool", container.ref().pool());
    object.put("id", container.ref().id());
    object.put("state", container.state().text());
    object.put("user", container.user());
    object.put("group", container.group());
    object.put("distribution", container.distribution());
    object.put("version", container.version());
    object.put("hostname", container.hostname());
    object.put("memory", container.memory());
    object.put("disk", container.disk());
    object.put("addresses", container.addresses());
    object.put("left", Remnant.of(container).map(left -> lower(left.kind())));
    if (everything) {
      object.put("dataset", container.dataset());
      object.put("initPid", container.initPid());
      object.put("cpuTime", container.cpuTime());
      object.put("record", container.record());
    }
    return object;
  }

  static Map<String, Object> finding(Finding finding) {
    var object = typed("finding");
    object.put("code", finding.code());
    object.put("severity", lower(finding.severity()));
    object.put("message", finding.sentence());
    object.put("fix", finding.fix().map(Finding.Fix::id));
    return object;
  }

  static Map<String, Object> progress(OperationView view) {
    var object = typed("progress");
    object.put("id", view.id());
    object.put("status", lower(view.status()));
    object.put("step", step(view).map(OperationView.StepView::name));
    object.put("done", view.bytesDone());
    object.put("total", view.bytesTotal());
    object.put("bytesPerSecond", view.bytesPerSecond());
    object.put("millisLeft", view.timeLeft().map(Duration::toMillis));
    return object;
  }

  static Map<String, Object> operation(OperationView view) {
    var object = typed("operation");
    object.put("id", view.id());
    object.put("kind", lower(view.kind()));
    object.put("source", view.source().toString());
    switch (view.target()) {
      case Place.OnNode on -> {
        object.put("target", on.node());
        object.put("targetId", on.id());
      }
      case Place.InFile in -> object.put("target", in.path());
      case Place.Template of -> object.put("target", of.name());
    }
    object.put("status", lower(view.status()));
    object.put("started", view.started());
    object.put("ended", view.ended());
    object.put("steps", view.steps().stream().map(Views::step).toList());
    object.put("rounds", view.rounds().stream().map(Views::round).toList());
    object.put("bytes", view.bytesDone());
    view.forecast()
        .ifPresent(f -> {
          object.put("forecastBytes", f.bytes());
          object.put("forecastStopMillis", f.stop().toMillis());
        });
    view.stop()
        .ifPresent(s -> {
          object.put("stopMillis", s.total().toMillis());
          object.put("shutdownMillis", s.shutdown().toMillis());
          object.put("transferMillis", s.transfer().toMillis());
          object.put("errorMillis", s.error().toMillis());
        });
    view.problem().ifPresent(p -> object.put("problem", Console.problemObject(p)));
    object.put("leftovers", view.leftovers());
    object.put("actions", view.actions().stream().map(Views::lower).sorted().toList());
    return object;
  }

  /** The step that runs, else the last one that was begun. */
  static Optional<OperationView.StepView> step(OperationView view) {
    List<OperationView.StepView> begun =
        view.steps().stream().filter(s -> s.state() != OperationView.StepState.TO_DO).toList();
    return begun.stream()
        .filter(s -> s.state() == OperationView.StepState.RUNNING)
        .findFirst()
        .or(() -> begun.isEmpty() ? Optional.empty() : Optional.of(begun.getLast()));
  }

  static Map<String, Object> typed(String type) {
    var object = new LinkedHashMap<String, Object>();
    object.put("type", type);
    return object;
  }

  static String lower(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String size(OptionalLong bytes) {
    return bytes.isPresent() ? Text.bytes(bytes.getAsLong()) : "-";
  }

  private static Map<String, Object> step(OperationView.StepView step) {
    return Map.of("name", step.name(), "state", lower(step.state()));
  }

  private static Map<String, Object> round(OperationView.Round round) {
    return Map.of("name", round.name(), "done", round.done(), "total", round.total());
  }

  /** A piece of a file. */
  static Map<String, Object> contents(String path, long offset, byte[] bytes, int length) {
    var object = new LinkedHashMap<String, Object>();
    object.put("type", "contents");
    object.put("path", path);
    object.put("offset", offset);
    object.put("base64", Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, length)));
    return object;
  }
}
