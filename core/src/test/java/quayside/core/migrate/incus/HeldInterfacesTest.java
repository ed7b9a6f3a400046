package quayside.core.migrate.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static quayside.core.migrate.incus.Sketches.instance;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import quayside.core.model.Instance;
import quayside.core.model.InstanceSettings;

/** Which interfaces what is put aside cannot keep, and how they are given back by hand. */
final class HeldInterfacesTest {
  private static final Map<String, String> OF_PROFILE = Map.of("type", "nic", "network", "lan");
  private static final String MAC = "volatile.eth0.hwaddr";

  private static InstanceSettings settings(
      Map<String, String> config, Map<String, Map<String, String>> devices) {
    return InstanceSettings.DEFAULT.withConfig(config).withDevices(devices);
  }

  /** An instance whose only interface comes from its profile. */
  private static Instance drawn(String mac) {
    return instance(
        settings(Map.of(MAC, mac, "user.other", "x"), Map.of()), Map.of("eth0", OF_PROFILE));
  }

  @Test
  void whatTheCopyHasNotIsKept() {
    var copy = settings(Map.of(MAC, "00:16:3e:00:00:0b"), Map.of());
    Instance old = drawn("00:16:3e:00:00:0a");
    HeldInterfaces held = HeldInterfaces.beside(old, copy);
    assertEquals(Map.of(), held.devices());
    assertEquals(old.settings(), held.hidden(old.settings()));
  }

  @Test
  void anAddressThatTheServerDrewIsOnlyHeldIfTheCopyHasIt() {
    var copy = settings(Map.of("volatile.lan.hwaddr", "00:16:3E:00:00:0A"), Map.of());
    HeldInterfaces held = HeldInterfaces.beside(drawn("00:16:3e:00:00:0a"), copy);
    assertEquals(Map.of("eth0", Map.of()), held.devices());
    assertEquals(Map.of(MAC, "00:16:3e:00:00:0a"), held.drawn());
    var given = Map.of("eth0", Map.of("type", "nic", "hwaddr", "00:16:3e:00:00:0A"));
    HeldInterfaces other =
        HeldInterfaces.beside(drawn("00:16:3e:00:00:0a"), settings(Map.of(), given));
    assertEquals(held, other);
  }

  @Test
  void whatWasGivenByHandIsHeldAndToldInCommands() {
    Map<String, String> nic = Map.of("type", "nic", "network", "lan", "ipv4.address", "10.0.0.5");
    var disk = Map.of("type", "disk", "path", "/srv", "source", "/srv");
    var before = settings(Map.of("user.other", "x"), Map.of("eth0", nic, "data", disk));
    Instance old = instance(before, before.devices());
    InstanceSettings hidden = HeldInterfaces.beside(old, before).hidden(before);
    assertEquals(Map.of("type", "none"), hidden.devices().get("eth0"));
    assertEquals(disk, hidden.devices().get("data"));
    Instance aside = instance(hidden, hidden.devices());
    assertTrue(HeldInterfaces.areOf(aside));
    List<List<String>> commands = HeldInterfaces.byHand(aside, "web");
    assertEquals(List.of("config", "device", "remove", "web", "eth0"), commands.getFirst());
    assertTrue(commands.get(1).contains("ipv4.address=10.0.0.5"), commands.toString());
    assertEquals(List.of("config", "unset", "web", HeldInterfaces.KEY), commands.getLast());
    assertEquals(List.of(), HeldInterfaces.byHand(old, "web"));
  }
}
