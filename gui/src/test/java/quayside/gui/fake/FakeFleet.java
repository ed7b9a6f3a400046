package quayside.gui.fake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import quayside.core.driver.ActionOptions;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.DriverException;
import quayside.core.fleet.Fleet;
import quayside.core.fleet.InstanceChange;
import quayside.core.fleet.NodeView;
import quayside.core.model.ContainerRef;
import quayside.core.model.InstanceSnapshot;
import quayside.core.model.Node;
import quayside.core.model.NodeFacts;
import quayside.core.model.Platform;
import quayside.core.operation.Activity;
import quayside.transport.Endpoint;

/** A fleet that says what it is told to say, and notes what was asked. */
public final class FakeFleet implements Fleet {
  private final List<NodeView> nodes = new CopyOnWriteArrayList<>();
  private final List<Consumer<List<NodeView>>> listeners = new CopyOnWriteArrayList<>();

  /** What every instance has. */
  public final List<InstanceSnapshot> snapshots =
      new CopyOnWriteArrayList<>(
          List.of(
              Samples.snapshot("before-upgrade", "2026-10-02T08:12:00Z"),
              Samples.snapshot("daily-20261120", "2026-11-20T02:00:00Z"),
              Samples.snapshot("daily-20261121", "2026-11-21T02:00:00Z")));

  /** What was asked, in words. */
  public final List<String> asked = new CopyOnWriteArrayList<>();

  /** From now on this is known. */
  public void show(List<NodeView> now) {
    nodes.clear();
    nodes.addAll(now);
    listeners.forEach(l -> l.accept(nodes()));
  }

  @Override
  public List<NodeView> nodes() {
    return new ArrayList<>(nodes);
  }

  @Override
  public Activity.Subscription watch(Consumer<List<NodeView>> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public NodeFacts check(Node node) throws IOException {
    asked.add("check " + node.address().text());
    if (node.address().host().equals("nowhere")) {
      throw new IOException("No machine answers at nowhere.");
    }
    return Samples.facts(1_000_000_000L, 0);
  }

  @Override
  public Platform kindOf(Endpoint address) {
    asked.add("kind " + address.text());
    return address instanceof Endpoint.Https ? Platform.INCUS : Platform.VPSADMINOS;
  }

  @Override
  public Endpoint.Https introduce(Endpoint.Https address, char[] secret) {
    asked.add("introduce " + address.text() + " " + new String(secret));
    return address;
  }

  @Override
  public void add(Node node) {
    asked.add("add " + node.name() + " " + node.address().text());
  }

  @Override
  public void update(String name, Node node) {
    asked.add("update " + name + " " + node.address().text());
  }

  @Override
  public void remove(String name) {
    asked.add("remove " + name);
    nodes.removeIf(n -> n.node().name().equals(name));
    listeners.forEach(l -> l.accept(nodes()));
  }

  @Override
  public NodeView refresh(String name) {
    asked.add("refresh " + name);
    return nodes.getFirst();
  }

  @Override
  public void act(ContainerRef container, ContainerAction action, ActionOptions options) {
    asked.add(action + (options.force() ? " by force " : " ") + container);
  }

  @Override
  public List<InstanceSnapshot> snapshots(ContainerRef container) throws IOException {
    if (container.id().equals("vpn")) {
      throw new IOException("The list could not be read.");
    }
    return List.copyOf(snapshots);
  }

  @Override
  public void change(ContainerRef container, InstanceChange change) throws IOException {
    asked.add(change + " " + container);
    switch (change) {
      case InstanceChange.TakeSnapshot(var name) -> {
        if (snapshots.stream().anyMatch(each -> each.name().equals(name))) {
          throw new DriverException.Exists("There is a snapshot “" + name + "” already.");
        }
        snapshots.add(Samples.snapshot(name, "2026-11-21T13:49:00Z"));
      }
      case InstanceChange.DeleteSnapshot(var name) ->
          snapshots.removeIf(each -> each.name().equals(name));
      case InstanceChange.RestoreSnapshot _,
          InstanceChange.RenameSnapshot _,
          InstanceChange.Rename _ -> {}
    }
  }

  @Override
  public ContainerRef find(String name) throws IOException {
    throw new IOException(name);
  }
}
