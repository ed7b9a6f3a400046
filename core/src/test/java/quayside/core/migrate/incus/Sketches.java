package quayside.core.migrate.incus;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import quayside.core.migrate.MoveRequest;
import quayside.core.model.ContainerRef;
import quayside.core.model.ContainerState;
import quayside.core.model.Instance;
import quayside.core.model.InstanceSettings;
import quayside.core.model.Platform;
import quayside.core.model.ServerInfo;

/** Instances, servers and jobs as far as what is computed of them looks at them. */
final class Sketches {
  private Sketches() {}

  /** A server of a kind that knows no extensions. */
  static ServerInfo server(Platform platform) {
    return new ServerInfo(platform, "1", "s", "x86_64", "6.1", Set.of(), List.of(), "", "", false);
  }

  /** A stopped container that was never started, whose profiles bring devices, too. */
  static Instance instance(
      InstanceSettings settings, Map<String, Map<String, String>> expandedDevices) {
    return new Instance(
        "default",
        "web",
        "container",
        ContainerState.STOPPED,
        false,
        settings,
        settings.config(),
        expandedDevices,
        Optional.empty(),
        Optional.empty(),
        "none",
        Optional.empty());
  }

  /** Of {@code a:web} to {@code b}. */
  static Job job(boolean cloning, UnaryOperator<MoveRequest.Options> options) {
    var source = new ContainerRef("a", "default", "web");
    return Job.of(
        new MoveRequest(source, "b", cloning, options.apply(MoveRequest.Options.DEFAULT)));
  }
}
