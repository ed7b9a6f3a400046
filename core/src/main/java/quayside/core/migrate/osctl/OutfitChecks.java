package quayside.core.migrate.osctl;

import java.io.IOException;
import java.util.HashSet;
import java.util.TreeSet;
import quayside.core.driver.NativeSend;
import quayside.core.migrate.way.Findings;
import quayside.core.model.Container;
import quayside.core.model.NodeFacts;

/** What a container needs around it: group, devices, bridges. */
final class OutfitChecks {
  private final Findings findings;
  private final Errand errand;
  private final String name;
  private final String target;

  /** Whom to ask, and what the target told. */
  record Nodes(NativeSend sending, NativeSend receiving, NodeFacts there) {}

  OutfitChecks(Findings findings, Errand errand) {
    this.findings = findings;
    this.errand = errand;
    this.name = errand.request().source().onNode();
    this.target = errand.request().target();
  }

  void check(Container container, Nodes nodes) throws IOException {
    String group = errand.special().asGroup().orElse(container.group());
    boolean known = nodes.there.groups().contains(group);
    if (!known) {
      findings.warning(
          OsctlCode.GROUP_MISSING,
          "The group “"
              + group
              + "” is not on "
              + target
              + "; it will be created there without limits and devices.");
    }
    findings.ask(
        OsctlCode.DEVICE_MISSING,
        "whether all devices are available",
        () -> devices(nodes, known ? group : "/"));
    if (errand.request().options().network()) {
      findings.ask(OsctlCode.LINK_MISSING, "whether the bridges are there", () -> bridges(nodes));
    }
  }

  private void devices(Nodes nodes, String group) throws IOException {
    var missing = new TreeSet<>(nodes.sending.containerDevices(name));
    if (missing.isEmpty()) {
      return;
    }
    missing.removeAll(new HashSet<>(nodes.receiving.groupDevices(group)));
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

  private void bridges(Nodes nodes) throws IOException {
    var missing = new TreeSet<>(nodes.sending.bridges(name));
    if (missing.isEmpty()) {
      return;
    }
    if (nodes.there.links().isEmpty()) {
      findings.unknown(
          OsctlCode.LINK_MISSING,
          "whether the bridges are there",
          target + " does not tell its links.");
      return;
    }
    missing.removeAll(nodes.there.links());
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
