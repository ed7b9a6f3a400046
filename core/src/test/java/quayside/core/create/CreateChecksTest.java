package quayside.core.create;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quayside.core.create.CreateRequest.Options;
import quayside.core.json.Json;
import quayside.core.model.Container;
import quayside.core.model.ContainerRef;
import quayside.core.model.ContainerState;
import quayside.core.model.Image;
import quayside.core.model.NewInstance.Source;
import quayside.core.model.OneTimeSecret;
import quayside.core.model.Platform;
import quayside.core.model.Profile;
import quayside.core.operation.Order;
import quayside.core.operation.Place;

class CreateChecksTest {
  private static final String PRINT =
      "bdbe2d66d79a0000000000000000000000000000000000000000000000000000";
  private static final Source TINY = new Source.Local("tiny");

  private static Offer offer(Platform platform) {
    return new Offer(
        "inc-a",
        platform,
        "x86_64",
        "default",
        List.of("default", "shop"),
        List.of(
            profile("default", Map.of("root", Map.of("type", "disk", "path", "/", "pool", "dirs"))),
            profile("bare", Map.of())),
        List.of(
            new Image(PRINT, List.of("tiny"), "tiny busybox", "x86_64", 880_000),
            new Image("ab".repeat(32), List.of("arm"), "", "aarch64", 1)),
        Map.of("dirs", "dir", "fast", "btrfs"),
        List.of(container("default", "web", ContainerState.RUNNING)));
  }

  private static Profile profile(String name, Map<String, Map<String, String>> devices) {
    return new Profile(name, "", Map.of(), devices, List.of(), Optional.empty());
  }

  private static Container container(String project, String id, ContainerState state) {
    return new Container(
        new ContainerRef("inc-a", project, id),
        state,
        "",
        "",
        "default",
        "",
        "",
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        List.of(),
        Map.of());
  }

  private static Options options(String profile, String pool, String size) {
    return new Options(
        profile.equals("-") ? Optional.empty() : Optional.of(List.of(profile)),
        Optional.of(pool).filter(text -> !text.equals("-")),
        Optional.of(size).filter(text -> !text.equals("-")),
        false,
        false);
  }

  private static List<String> found(
      Platform platform, String project, String name, Source source, Options options) {
    return CreateChecks.of(
            new CreateRequest("inc-a", project, name, source, options), offer(platform))
        .stream()
        .map(objection -> objection.part() + " " + objection.finding().code())
        .toList();
  }

  private static List<String> found(Source source) {
    return found(Platform.INCUS, "default", "new-1", source, Options.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource({
    "INCUS, default, new-1, ''",
    "INCUS, default, '', NAME name-missing",
    "INCUS, default, a_b, NAME name-invalid",
    "INCUS, default, -a, NAME name-invalid",
    "INCUS, default, a-, NAME name-invalid",
    "INCUS, default, 111, NAME name-invalid",
    "INCUS, default, 1a, ''",
    "LXD, default, 1a, NAME name-invalid",
    "INCUS, default, web, NAME name-taken",
    "INCUS, shop, web, ''",
    "INCUS, none, web, PROJECT project-missing",
  })
  void aNameIsFreeAndWhatTheServerTakes(
      Platform platform, String project, String name, String expected) {
    assertEquals(expected, String.join(";", found(platform, project, name, TINY, Options.DEFAULT)));
  }

  @Test
  void theSourceIsThere() {
    assertEquals(List.of(), found(new Source.Empty()));
    assertEquals(List.of(), found(new Source.Local(PRINT.substring(0, 12))));
    assertEquals(List.of("SOURCE image-missing"), found(new Source.Local(PRINT.substring(0, 11))));
    assertEquals(List.of("SOURCE source-missing"), found(new Source.Local("")));
    assertEquals(List.of("SOURCE image-arch"), found(new Source.Local("arm")));
    assertEquals(
        List.of(), found(new Source.Remote("https://images.test", "simplestreams", "a/1")));
    assertEquals(
        List.of("SOURCE image-server"),
        found(new Source.Remote("http://images.test", "simplestreams", "a/1")));
    assertEquals(
        List.of("SOURCE source-missing"),
        found(new Source.Remote("https://images.test", "simplestreams", " ")));
    assertEquals(List.of(), found(new Source.OfNode("lxd-a", "deb/12")));
    assertEquals(
        List.of("SOURCE source-missing", "SOURCE source-missing"),
        Stream.of(new Source.OfNode("", ""), new Source.OfNode("lxd-a", ""))
            .flatMap(source -> found(source).stream())
            .toList());
    assertEquals(
        List.of("SOURCE original-missing"),
        found(new Source.Copy("shop", "web", Optional.empty(), true)));
    assertEquals(
        List.of("SOURCE original-runs"),
        found(new Source.Copy("default", "web", Optional.empty(), true)));
  }

  @ParameterizedTest
  @CsvSource({
    "-, -, -, ''",
    "bare, -, -, STORAGE pool-unknown",
    "bare, fast, -, ''",
    "none, fast, -, PROFILES profile-missing",
    "-, gone, -, STORAGE pool-missing",
    "-, fast, 8GiB, ''",
    "-, fast, 1.5GiB, STORAGE size-invalid",
    "-, fast, 0, STORAGE size-invalid",
    "-, fast, 1XB, STORAGE size-invalid",
    "-, -, 500MB, STORAGE size-ignored",
  })
  void itsFilesHaveAPlace(String profile, String pool, String size, String expected) {
    List<String> found =
        found(Platform.INCUS, "default", "new-1", TINY, options(profile, pool, size));
    assertEquals(expected, String.join(";", found));
  }

  @Test
  void whatWarnsDoesNotBlock() {
    var wish = new CreateRequest("inc-a", "default", "a", new Source.Local("arm"), Options.DEFAULT);
    List<Objection> found = CreateChecks.of(wish, offer(Platform.INCUS));
    assertTrue(found.stream().noneMatch(Objection::blocks), found.toString());
  }

  @Test
  void theRootDeviceMovesAndKeepsTheRest() {
    Map<String, Map<String, String>> own = Map.of("eth0", Map.of("type", "nic"));
    List<Profile> profiles = offer(Platform.INCUS).profiles();
    assertEquals(
        own, Outfit.root(own, profiles, List.of("default"), Optional.empty(), Optional.empty()));
    assertEquals(
        Map.of(
            "eth0",
            Map.of("type", "nic"),
            "root",
            Map.of("type", "disk", "path", "/", "pool", "dirs", "size", "8GiB")),
        Outfit.root(own, profiles, List.of("default"), Optional.empty(), Optional.of("8GiB")));
    assertEquals(
        Map.of("type", "disk", "path", "/", "pool", "fast"),
        Outfit.root(Map.of(), profiles, List.of("bare"), Optional.of("fast"), Optional.empty())
            .get("root"));
  }

  @Test
  void settingsThatMayBeSecretsAreRefused() {
    var options =
        new Options(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of("environment.KEY", "hush-setting", "limits.memory", "1GiB"),
            false,
            false);
    var wish = new CreateRequest("inc-a", "default", "new", TINY, options);
    List<Objection> said = CreateChecks.of(wish, offer(Platform.INCUS));
    assertEquals(1, said.size(), said::toString);
    assertEquals(Objection.Part.SETTINGS, said.getFirst().part());
    assertTrue(said.getFirst().blocks());
    assertFalse(said.toString().contains("hush"), said::toString);
  }

  @Test
  void anOrderHoldsNoSecret() {
    var secret = new OneTimeSecret("1a2b", "hush-image");
    var image =
        new Source.Remote(
            "https://x:8443", "incus", Optional.of("-----BEGIN"), PRINT, Optional.of(secret));
    var wish = new CreateRequest("inc-a", "default", "new", image, Options.DEFAULT);
    assertThrows(IllegalArgumentException.class, () -> Errand.order(wish));
    assertFalse(wish.toString().contains("hush"), wish::toString);
  }

  private static Order asRead(Order order) throws IOException {
    var details = new LinkedHashMap<String, Object>();
    Json.parse(Json.print(order.details()))
        .entries()
        .forEach((key, value) -> details.put(key, Objects.requireNonNull(value.raw())));
    return new Order(order.kind(), order.recipe(), order.source(), order.target(), details);
  }

  /** What a journal keeps is what was wished. */
  @Test
  void anOrderSaysEverything() throws IOException {
    var options =
        new Options(
            Optional.of(List.of("a", "b")),
            Optional.of("p"),
            Optional.of("1GiB"),
            Map.of("limits.memory", "1GiB"),
            true,
            true);
    for (Source source :
        List.of(
            new Source.Empty(),
            TINY,
            new Source.Remote("https://x", "simplestreams", "deb/12"),
            new Source.Remote("https://x:8443", "incus", Optional.of("-----BEGIN"), "deb/12"),
            new Source.OfNode("lxd-a", "deb/12"),
            new Source.Copy("shop", "web", Optional.of("s1"), false),
            new Source.Copy("shop", "web", Optional.empty(), true))) {
      for (Options each : List.of(options, Options.DEFAULT)) {
        var wish = new CreateRequest("inc-a", "shop", "new", source, each);
        Order order = Errand.order(wish);
        assertEquals(wish, Errand.of(asRead(order)).wish());
        assertEquals(new Place.OnNode("inc-a", "shop", "new"), order.target());
      }
    }
  }
}
