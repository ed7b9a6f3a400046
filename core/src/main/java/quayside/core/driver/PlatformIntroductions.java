package quayside.core.driver;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import quayside.core.driver.incus.IncusIntroduction;
import quayside.core.driver.osctl.OsctlDriver;
import quayside.core.model.Platform;
import quayside.transport.Connector;
import quayside.transport.Endpoint;
import quayside.transport.Remote;

/** Asks what is there by each platform's own means. */
final class PlatformIntroductions implements Introductions {
  private final Connector connector;
  private final Limits limits;

  PlatformIntroductions(Connector connector, Limits limits) {
    this.connector = connector;
    this.limits = limits;
  }

  @Override
  public Platform kindOf(Endpoint address) throws IOException {
    List<Platform> found = new ArrayList<>();
    try (Remote remote = connector.connect(address)) {
      found.addAll(new IncusIntroduction(remote, address, limits).kinds());
      if (address instanceof Endpoint.Ssh ssh && OsctlDriver.answers(remote, ssh.sudo(), limits)) {
        found.add(Platform.VPSADMINOS);
      }
    }
    if (found.size() == 1) {
      return found.getFirst();
    }
    throw new DriverException.Unsupported(
        found.isEmpty()
            ? "At "
                + address.text()
                + " nothing answers that is known here: no osctl, no Incus, no LXD; or this login"
                + " may not use it."
            : address.text()
                + " is several nodes in one: "
                + found.stream().map(Platform::text).collect(Collectors.joining(" and "))
                + ". Say which kind is meant.");
  }

  @Override
  public Endpoint.Https introduce(Endpoint.Https address, char[] secret) throws IOException {
    Endpoint.Https expected = IncusIntroduction.expected(address, secret);
    try (Remote remote = connector.connect(expected)) {
      return new IncusIntroduction(remote, expected, limits).trust(expected, secret);
    }
  }
}
