package quayside.core.migrate.osctl;

import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import quayside.core.driver.NativeSend;
import quayside.core.migrate.way.Findings;
import quayside.core.model.Container;
import quayside.core.model.NodeFacts;

/** What a container needs around it: group, devices, bridges. */
public final class OutfitChecks {
  private final Findings findings;
  private final String target;

  /** Whom to ask, and what the target told. */
  record Nodes(NativeSend sending, NativeSend receiving, NodeFacts there) {}

  /** Checks of what is on a node. */
  public OutfitChecks(Findings findings, String target) {
    this.findings = findings;
    this.target = target;
  }

  /** The outfit of a container that goes from one node to another. */
  void check(Errand errand, Container container, Nodes nodes) throws IOException {
    String name = errand.request().source().onNode();
    String group = errand.special().asGroup().orElse(container.group());
    boolean known = group(group, nodes.there);
    findings.ask(
        OsctlCode.DEVICE_MISSING,
        "whether all devices are available",
        () -> {
          String in = known ? group : "/";
          List<String> needed = nodes.sending.containerDevices(name);
          if (!needed.isEmpty()) {
            refuseDevices(group, missing(needed, nodes.receiving.groupDevices(in)));
          }
        });
    if (errand.request().options().network()) {
      findings.ask(
          OsctlCode.LINK_MISSING,
          "whether the bridges are there",
          () -> bridges(nodes.sending.bridges(name), nodes.there));
    }
  }

  /** Whether the group is there. */
  public boolean group(String group, NodeFacts there) {
    boolean known = there.groups().contains(group);
    if (!known) {
      findings.warning(
          OsctlCode.GROUP_MISSING,
          "The group “"
              + group
              + "” is not on "
              + target
              + "; it will be created there without limits and devices.");
    }
    return known;
  }

  /** Devices that are needed and not offered. */
  public static Set<String> missing(Collection<String> needed, Collection<String> offered) {
    var missing = new TreeSet<>(needed);
    missing.removeAll(new HashSet<>(offered));
    return missing;
  }

  /** Forbids it if a device is missing. */
  public void refuseDevices(String group, Set<String> missing) {
    if (!missing.isEmpty()) {
      findings.blocker(
          OsctlCode.DEVICE_MISSING,
          "The group “"
              + group
              + "” on "
              + target
              + " does not provide "
              + String.join(", ", missing)
              + ", which the container needs.");
    }
  }

  /** Whether the bridges that interfaces are linked to are there. */
  public void bridges(Collection<String> needed, NodeFacts there) {
    var missing = new TreeSet<>(needed);
    if (missing.isEmpty()) {
      return;
    }
    if (there.links().isEmpty()) {
      findings.unknown(
          OsctlCode.LINK_MISSING,
          "whether the bridges are there",
          target + " does not tell its links.");
      return;
    }
    missing.removeAll(there.links());
    if (!missing.isEmpty()) {
      findings.warning(
          OsctlCode.LINK_MISSING,
          target
              + " has no "
              + String.join(", ", missing)
              + ": it will not start there with its network. Send it without network interfaces,"
              + " or make the bridge first.");
    }
  }
}
