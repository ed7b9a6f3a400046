package quayside.core.migrate;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import quayside.core.driver.NativeSend;
import quayside.core.model.Container;
import quayside.core.model.NodeFacts;

/** What a container needs around it: group, devices, bridges, addresses, architecture. */
final class OutfitChecks {
  private final Findings findings;
  private final MoveRequest request;
  private final String name;
  private final String target;

  /**
   * Whom to ask.
   *
   * @param others containers on the target
   */
  record Nodes(NativeSend sending, NativeSend receiving, NodeFacts there, List<Container> others) {}

  OutfitChecks(Findings findings, MoveRequest request) {
    this.findings = findings;
    this.request = request;
    this.name = request.source().onNode();
    this.target = request.target();
  }

  void check(Container container, Nodes nodes) throws IOException {
    String group = request.options().asGroup().orElse(container.group());
    boolean known = nodes.there.groups().contains(group);
    if (!known) {
      findings.warning(
          FindingCode.GROUP_MISSING,
          "The group “"
              + group
              + "” is not on "
              + target
              + "; it will be created there without limits and devices.");
    }
    findings.ask(
        FindingCode.DEVICE_MISSING,
        "whether all devices are available",
        () -> devices(nodes, known ? group : "/"));
    if (request.options().network()) {
      findings.ask(FindingCode.LINK_MISSING, "whether the bridges are there", () -> bridges(nodes));
      addresses(container, nodes.others);
    }
    findings.ask(FindingCode.ARCH, "which architecture it needs", () -> arch(nodes));
  }

  private void devices(Nodes nodes, String group) throws IOException {
    var missing = new TreeSet<>(nodes.sending.containerDevices(name));
    if (missing.isEmpty()) {
      return;
    }
    missing.removeAll(new HashSet<>(nodes.receiving.groupDevices(group)));
    if (!missing.isEmpty()) {
      findings.blocker(
          FindingCode.DEVICE_MISSING,
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
          FindingCode.LINK_MISSING,
          "whether the bridges are there",
          target + " does not tell its links.");
      return;
    }
    missing.removeAll(nodes.there.links());
    if (!missing.isEmpty()) {
      findings.warning(
          FindingCode.LINK_MISSING,
          target
              + " has no "
              + String.join(", ", missing)
              + ": it will not start there with its network. Send it without network interfaces,"
              + " or make the bridge first.");
    }
  }

  private void addresses(Container container, List<Container> others) {
    for (Container other : others) {
      var both = new TreeSet<>(other.addresses());
      both.retainAll(container.addresses());
      if (!both.isEmpty()) {
        findings.warning(
            FindingCode.ADDRESS_TAKEN,
            "“"
                + other.ref().id()
                + "” on "
                + target
                + " has the same address "
                + String.join(", ", both)
                + ".");
      }
    }
  }

  private void arch(Nodes nodes) throws IOException {
    String wanted = normal(nodes.sending.arch(name));
    String there = normal(nodes.there.arch());
    if (wanted.isEmpty() || there.isEmpty()) {
      findings.unknown(
          FindingCode.ARCH,
          "whether the architectures fit",
          (wanted.isEmpty() ? "the container" : target) + " does not tell it.");
    } else if (!wanted.equals(there)) {
      findings.blocker(
          FindingCode.ARCH,
          "The container is for "
              + wanted
              + ", but "
              + target
              + " is "
              + there
              + ": it could not run there.");
    }
  }

  private static String normal(String arch) {
    return switch (arch.strip().toLowerCase(Locale.ROOT)) {
      case "amd64", "x86-64", "x64" -> "x86_64";
      case "arm64" -> "aarch64";
      default -> arch.strip().toLowerCase(Locale.ROOT);
    };
  }
}
