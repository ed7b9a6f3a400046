package quayside.gui.fake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import quayside.core.create.CreateRequest;
import quayside.core.create.Creations;
import quayside.core.create.Offer;
import quayside.core.fleet.NodeView;
import quayside.core.model.Image;
import quayside.core.model.Profile;
import quayside.core.problem.ProblemException;

/** Instances that are only asked for; what is in the way is what the real checks say. */
public final class FakeCreations implements Creations {
  /** Those that were begun. */
  public final List<CreateRequest> started = new CopyOnWriteArrayList<>();

  /** Nodes that do not answer. */
  public final List<String> silent = new CopyOnWriteArrayList<>();

  private final FakeFleet fleet;

  FakeCreations(FakeFleet fleet) {
    this.fleet = fleet;
  }

  private Optional<NodeView> view(String node) {
    return fleet.nodes().stream().filter(v -> v.node().name().equals(node)).findFirst();
  }

  @Override
  public boolean can(String node) {
    return view(node).filter(v -> v.node().platform().isInstanceServer()).isPresent();
  }

  @Override
  public Offer offer(String node, String project) throws IOException {
    NodeView view = view(node).orElseThrow();
    requireAnswer(node);
    var pools = new LinkedHashMap<String, String>();
    view.facts().orElseThrow().pools().forEach(pool -> pools.put(pool.name(), "zfs"));
    pools.put("plain", "dir");
    List<Profile> profiles = new ArrayList<>();
    profiles.add(
        profile("default", Map.of("root", Map.of("type", "disk", "path", "/", "pool", "default"))));
    profiles.add(profile("web", Map.of()));
    profiles.add(profile("limits", Map.of()));
    return new Offer(
        node,
        view.node().platform(),
        "x86_64",
        project,
        List.of("default", "shop"),
        profiles,
        project.equals("shop") ? List.of() : images(),
        pools,
        view.containers());
  }

  private void requireAnswer(String node) throws IOException {
    if (silent.contains(node)) {
      throw new ProblemException("silent", "", "The node “" + node + "” does not answer.", "");
    }
  }

  private static List<Image> images() {
    return List.of(
        image("a1", "debian/12", "Debian bookworm amd64", 128_400_000),
        image("b2", "ubuntu/24.04", "Ubuntu noble amd64", 241_000_000));
  }

  /** All have the same, but an older LXD server has none. */
  @Override
  public List<Image> images(String node) throws IOException {
    requireAnswer(node);
    return node.equals("lxd-old") ? List.of() : images();
  }

  private static Profile profile(String name, Map<String, Map<String, String>> devices) {
    return new Profile(name, "", Map.of(), devices, List.of(), Optional.empty());
  }

  private static Image image(String print, String alias, String about, long size) {
    return new Image(print.repeat(32), List.of(alias), about, "x86_64", size);
  }

  @Override
  public String start(CreateRequest wish) {
    started.add(wish);
    return "op-create-" + started.size();
  }
}
