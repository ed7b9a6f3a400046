package quayside.core.migrate.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static quayside.core.migrate.incus.Sketches.job;
import static quayside.core.migrate.incus.Sketches.server;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.IncusOptions.Manner;
import quayside.core.migrate.way.ServerProgress;
import quayside.core.model.Instance;
import quayside.core.model.InstanceSettings;
import quayside.core.model.Platform;

/** What comes along in the settings, what does not, and what is put there instead. */
final class OutfitTest {
  private static final Map<String, String> NIC =
      Map.of("type", "nic", "network", "lan", "hwaddr", "00:16:3e:00:00:01");
  private static final Map<String, String> ROOT =
      Map.of("type", "disk", "path", "/", "pool", "default");

  private static Instance instance(Map<String, String> config) {
    var settings =
        new InstanceSettings("x86_64", "", false, List.of("default"), config, Map.of("eth0", NIC));
    return Sketches.instance(settings, Map.of("eth0", NIC, "root", ROOT));
  }

  /** To a server that does not tell what it knows. */
  private static Outfit outfit(Job job, Map<String, String> config, Platform from, Platform to)
      throws IOException {
    return Outfit.of(job, instance(config), new Keys(server(from), server(to), Optional::empty));
  }

  private static Map<String, String> device(InstanceSettings settings, String name) {
    return Objects.requireNonNull(settings.devices().get(name));
  }

  @Test
  void aMovedOneKeepsItsAddressAndAClonedOneDoesNot() throws IOException {
    var config =
        Map.of(
            "volatile.eth0.hwaddr", "00:16:3e:00:00:02",
            "volatile.base_image", "ab",
            "volatile.uuid", "u",
            "volatile.last_state.power", "RUNNING",
            "volatile.idmap.next", "[]");
    var moved = outfit(job(false, o -> o), config, Platform.INCUS, Platform.INCUS).settings();
    assertEquals("00:16:3e:00:00:02", moved.config().get("volatile.eth0.hwaddr"));
    assertEquals("u", moved.config().get("volatile.uuid"));
    assertFalse(moved.config().containsKey("volatile.last_state.power"));
    assertFalse(moved.config().containsKey("volatile.idmap.next"));
    assertEquals("00:16:3e:00:00:01", device(moved, "eth0").get("hwaddr"));
    var cloned = outfit(job(true, o -> o), config, Platform.INCUS, Platform.INCUS).settings();
    assertEquals(Set.of("volatile.base_image"), cloned.config().keySet());
    assertFalse(device(cloned, "eth0").containsKey("hwaddr"));
  }

  /** A server starts what starts by itself, and keeps what is protected: a half copy is neither. */
  @Test
  void whatIsBegunIsHeldBackUntilItIsFinished() throws IOException {
    var source = Map.of("boot.autostart", "true", "security.protection.delete", "true");
    Job job = job(false, o -> o);
    Outfit outfit = outfit(job, source, Platform.INCUS, Platform.INCUS);
    InstanceSettings begun = outfit.begun(Mark.begun(job, instance(source)));
    assertEquals("false", begun.config().get("boot.autostart"));
    assertEquals("false", begun.config().get("security.protection.delete"));
    assertTrue(String.valueOf(begun.config().get(Mark.KEY)).contains("COPYING"));
    var grown = new HashMap<>(begun.config());
    grown.put("volatile.idmap.next", "[]");
    grown.put("user.gone", "it was there when the copy was begun");
    var mark = new Mark(job.mark(), Mark.Stage.COMPLETE, "never");
    var devices = Map.of("root", Map.of("type", "disk", "path", "/", "pool", "there"));
    var made = begun.withConfig(grown).withDevices(devices);
    InstanceSettings finished = outfit.finished(made, mark);
    assertEquals(
        Map.of(
            "boot.autostart",
            "true",
            "security.protection.delete",
            "true",
            "volatile.idmap.next",
            "[]",
            Mark.KEY,
            mark.text()),
        finished.config());
    assertEquals("there", device(finished, "root").get("pool"));
    assertTrue(finished.devices().containsKey("eth0"));
    InstanceSettings released = outfit.released(made, mark);
    assertEquals("true", released.config().get("boot.autostart"));
    assertTrue(released.config().containsKey("user.gone"));
    assertEquals(made.devices(), released.devices());
  }

  @Test
  void whatTheOtherKindCallsOtherwiseIsTranslatedAndWhatItDoesNotKnowIsNamed() throws IOException {
    var config =
        Map.of("security.guestapi", "false", "migration.stateful", "true", "limits.cpu", "2");
    Outfit there = outfit(job(true, o -> o), config, Platform.INCUS, Platform.LXD);
    assertEquals("false", there.settings().config().get("security.devlxd"));
    assertEquals("2", there.settings().config().get("limits.cpu"));
    assertEquals(Set.of("migration.stateful"), there.lost());
    Outfit back =
        outfit(job(true, o -> o), Map.of("security.devlxd", "false"), Platform.LXD, Platform.INCUS);
    assertEquals("false", back.settings().config().get("security.guestapi"));
    assertTrue(back.lost().isEmpty());
  }

  @Test
  void whatIsWishedIsPutThere() throws IOException {
    var wishes =
        IncusOptions.DEFAULT
            .withProfiles(List.of("small"))
            .withConfig(Map.of("limits.cpu", "1", "user.old", ""))
            .withDevices(Map.of("data", Map.of("type", "none")));
    Job job = job(false, o -> o.withToPool("fast").withSpecial(wishes));
    var config = Map.of("limits.cpu", "2", "user.old", "x");
    var settings = outfit(job, config, Platform.LXD, Platform.LXD).settings();
    assertEquals(List.of("small"), settings.profiles());
    assertEquals("1", settings.config().get("limits.cpu"));
    assertFalse(settings.config().containsKey("user.old"));
    assertEquals("fast", device(settings, "root").get("pool"));
    assertEquals(Map.of("type", "none"), settings.devices().get("data"));
  }

  static Stream<Manner> manners() {
    return Stream.of(
        new Manner.Fresh(), new Manner.Live(), new Manner.Refresh(), new Manner.OfSnapshot("s 1"));
  }

  @ParameterizedTest
  @MethodSource("manners")
  void theOrderKeepsEverything(Manner manner) {
    var wishes =
        new IncusOptions(
            Optional.of("lab"),
            Optional.of(List.of("a", "b")),
            Map.of("k", "v"),
            Map.of("d", Map.of("type", "none")),
            false,
            Optional.of(IncusOptions.Route.PUSH),
            manner);
    Job job = job(true, o -> o.withSpecial(wishes).withAsId("other").withStart(false));
    Job read = Job.of(job.order());
    assertEquals(wishes, read.special());
    assertEquals(job.mark(), read.mark());
    assertEquals("lab:other", read.there());
    assertFalse(read.request().options().start());
  }

  @Test
  void bytesAreReadOutOfTheServersWords() {
    assertEquals(Optional.of(2_810_000_000L), ServerProgress.bytes("c1: 2.81GB (87.43MB/s)"));
    assertEquals(Optional.of(12L), ServerProgress.bytes("c1: 12B (1B/s)"));
    assertEquals(Optional.empty(), ServerProgress.bytes("Starting"));
  }
}
