package quayside.core.migrate.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static quayside.core.migrate.incus.Sketches.job;
import static quayside.core.migrate.incus.Sketches.server;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.IncusOptions.Manner;
import quayside.core.migrate.IncusOptions.Route;
import quayside.core.migrate.MoveRequest;
import quayside.core.model.ContainerRef;
import quayside.core.model.Instance;
import quayside.core.model.InstanceSettings;
import quayside.core.model.Platform;

/** The commands that people would give instead; what these do was tried on real servers. */
final class ByHandTest {
  private static final Map<String, String> NIC =
      Map.of("type", "nic", "network", "lan", "hwaddr", "00:16:3e:00:00:01");
  private static final Map<String, String> FROM_PROFILE = Map.of("type", "nic", "network", "wan");
  private static final Map<String, String> ROOT =
      Map.of("type", "disk", "path", "/", "pool", "default", "size", "8GiB");

  /** One whose second network interface comes from a profile. */
  private static Instance instance(Map<String, String> config) {
    var settings =
        new InstanceSettings(
            "x86_64",
            "",
            false,
            List.of("default"),
            config,
            new TreeMap<>(Map.of("eth0", NIC, "root", ROOT)));
    return Sketches.instance(
        settings, new TreeMap<>(Map.of("eth0", NIC, "eth1", FROM_PROFILE, "root", ROOT)));
  }

  private static String overrides(Job job, Map<String, String> config, Platform from, Platform to)
      throws IOException {
    Instance source = instance(config);
    var wanted =
        Outfit.of(job, source, new Keys(server(from), server(to), Optional::empty)).settings();
    return String.join(" ", Overrides.of(job, source.settings(), wanted));
  }

  private static String overrides(Job job) throws IOException {
    return overrides(job, Map.of(), Platform.INCUS, Platform.INCUS);
  }

  @Test
  void whatStaysAsItIsNeedsNoWord() throws IOException {
    assertEquals("", overrides(job(false, o -> o)));
    var config = Map.of("limits.cpu", "2", "volatile.eth0.hwaddr", "x", Mark.KEY, "old");
    assertEquals("", overrides(job(false, o -> o), config, Platform.LXD, Platform.LXD));
  }

  /** A device is said key by key, over what the source has of it itself. */
  @Test
  void otherDevicesAreSaidKeyByKey() throws IOException {
    var wishes =
        IncusOptions.DEFAULT.withDevices(
            Map.of(
                "eth0", Map.of("type", "nic", "network", "dmz"),
                "data", Map.of("type", "disk", "source", "/srv", "path", "/data")));
    assertEquals(
        "--device data,path=/data --device data,source=/srv --device data,type=disk"
            + " --device eth0,hwaddr= --device eth0,network=dmz",
        overrides(job(false, o -> o.withSpecial(wishes))));
  }

  @Test
  void withoutNetworkNoInterfaceIsLeftAlsoNoneOfAProfile() throws IOException {
    assertEquals(
        "--device eth0,hwaddr= --device eth0,network= --device eth0,type=none"
            + " --device eth1,type=none",
        overrides(job(false, o -> o.withNetwork(false))));
  }

  @Test
  void aCloneGetsNoAddressOfItsSourceByARefresh() throws IOException {
    var config =
        Map.of("volatile.eth1.hwaddr", "x", "volatile.uuid", "u", "volatile.idmap.base", "0");
    assertEquals(
        "--config volatile.eth1.hwaddr= --config volatile.uuid= --device eth0,hwaddr=",
        overrides(job(true, o -> o), config, Platform.INCUS, Platform.INCUS));
    var special = IncusOptions.DEFAULT.withManner(new Manner.OfSnapshot("s1"));
    assertEquals(
        "--device eth0,hwaddr=",
        overrides(job(true, o -> o.withSpecial(special)), config, Platform.INCUS, Platform.INCUS));
  }

  @Test
  void otherProfilesAndSettingsAreSaidAndNoneToo() throws IOException {
    var wishes =
        IncusOptions.DEFAULT
            .withProfiles(List.of("small", "lan"))
            .withConfig(Map.of("limits.cpu", "1", "user.old", "", "user.none", ""));
    var config = Map.of("limits.cpu", "2", "user.old", "x", "user.same", "y");
    assertEquals(
        "--profile small --profile lan --config limits.cpu=1 --config user.old=",
        overrides(job(false, o -> o.withSpecial(wishes)), config, Platform.LXD, Platform.LXD));
    assertEquals(
        "--no-profiles",
        overrides(job(false, o -> o.withSpecial(IncusOptions.DEFAULT.withProfiles(List.of())))));
  }

  @Test
  void whatTheOtherKindCallsOtherwiseIsSaidInItsWords() throws IOException {
    assertEquals(
        "--config security.devlxd= --config security.guestapi=false",
        overrides(
            job(false, o -> o), Map.of("security.devlxd", "false"), Platform.LXD, Platform.INCUS));
  }

  @Test
  void anotherPoolIsSaidOnce() throws IOException {
    Job job = job(false, o -> o.withToPool("fast"));
    assertEquals("", overrides(job));
    assertEquals(
        List.of(
            "$ incus copy a:web b:web --storage fast --mode pull --stateless",
            "$ incus copy a:web b:web --storage fast --mode pull --refresh",
            "$ incus delete a:web"),
        ByHand.all(job, Platform.INCUS, Route.PULL, false, List.of()));
  }

  /** Each copy says it: a refresh gives the copy the settings of its source again. */
  @Test
  void theCopyAndItsRefreshesSayTheSame() {
    var wishes = IncusOptions.DEFAULT.withDevices(Map.of("d", Map.of("type", "none")));
    Job job = job(false, o -> o.withSpecial(wishes));
    assertEquals(
        List.of(
            "$ lxc copy a:web b:web --device d,type=none --mode relay --stateless",
            "$ lxc copy a:web b:web --device d,type=none --mode relay --refresh",
            "$ lxc stop a:web",
            "$ lxc copy a:web b:web --device d,type=none --mode relay --refresh",
            "$ lxc start b:web",
            "$ lxc delete a:web"),
        ByHand.all(job, Platform.LXD, Route.RELAY, true, Overrides.wished(job)));
    var live = job(false, o -> o.withSpecial(wishes.withManner(new Manner.Live())));
    assertEquals(
        List.of("$ incus move a:web b:web --device d,type=none --mode push"),
        ByHand.all(live, Platform.INCUS, Route.PUSH, true, Overrides.wished(live)));
  }

  @Test
  void ourOwnCommandNamesTheProjectWhereItIsNotTheUsual() {
    assertEquals("quayside config set a:web --lasting", ByHand.makeLasting(job(false, o -> o)));
    var elsewhere =
        new MoveRequest(
            new ContainerRef("a", "shop", "web"), "b", false, MoveRequest.Options.DEFAULT);
    assertEquals("quayside config set a:shop:web --lasting", ByHand.makeLasting(Job.of(elsewhere)));
  }
}
