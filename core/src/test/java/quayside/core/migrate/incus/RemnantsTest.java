package quayside.core.migrate.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quayside.core.migrate.Remnant;
import quayside.core.model.Container;
import quayside.core.model.ContainerRef;
import quayside.core.model.ContainerState;

/** What is told of containers that operations have marked. */
class RemnantsTest {
  private static Optional<Remnant> of(ContainerState state, Map<String, Object> record) {
    return Remnant.of(
        new Container(
            new ContainerRef("a", "default", "web"),
            state,
            "",
            "",
            "",
            "",
            "",
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            List.of(),
            record));
  }

  @ParameterizedTest
  @CsvSource({
    "COPYING -, 1970-01-01T00:00:00Z, STOPPED, HALF_COPY",
    "COPIED -, 1970-01-01T00:00:00Z, STOPPED, HALF_COPY",
    "LIVE 2026-11-27T04:29:35Z, 0001-01-01T00:00:00Z, STOPPED, HALF_COPY",
    "COPIED -, 1970-01-01T00:00:00Z, RUNNING, USED_COPY",
    "COPIED -, 2026-11-27T04:29:35.1Z, STOPPED, USED_COPY",
    "COPIED 2026-11-27T04:29:35.100Z, 2026-11-27T04:29:35.1Z, STOPPED, HALF_COPY",
    "COMPLETE 2026-11-27T04:29:35Z, 2026-11-27T05:29:35Z, RUNNING, WHOLE_COPY"
  })
  void marksTellWhatACopyIs(String mark, String lastUsed, ContainerState state, Remnant.Kind kind) {
    Map<String, Object> record =
        Map.of("config", Map.of(Mark.KEY, "ab12 " + mark), "last_used_at", lastUsed);
    assertEquals(kind, of(state, record).orElseThrow().kind());
  }

  @Test
  void whatWasPutAsideTellsItsName() {
    Map<String, Object> record = Map.of("config", Map.of(Aside.KEY, "ab12 shop"));
    Remnant left = of(ContainerState.STOPPED, record).orElseThrow();
    assertEquals(Remnant.Kind.SET_ASIDE, left.kind());
    assertTrue(left.sentence().contains("“shop”"), left.sentence());
  }

  @Test
  void othersAreJustContainers() {
    assertTrue(of(ContainerState.RUNNING, Map.of()).isEmpty());
    assertTrue(of(ContainerState.RUNNING, Map.of("config", "x")).isEmpty());
    for (String odd : List.of("", "ab12", "ab12 BEGUN -", "a b c d")) {
      assertTrue(
          of(ContainerState.RUNNING, Map.of("config", Map.of(Mark.KEY, odd))).isEmpty(), odd);
    }
  }
}
