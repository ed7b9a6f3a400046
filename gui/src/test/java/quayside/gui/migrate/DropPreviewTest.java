package quayside.gui.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import quayside.core.model.ContainerRef;
import quayside.gui.fake.FakeMoves;
import quayside.gui.fx.Ui;

class DropPreviewTest {
  private static final ContainerRef WEB = new ContainerRef("harbor-a", "tank", "web-01");
  private final FakeMoves moves = new FakeMoves();
  private final Queue<Runnable> work = new ArrayDeque<>();
  private final DropPreview preview =
      new DropPreview(new Ui(Runnable::run, work::add), moves, Clock.systemUTC());

  private DropPreview.Hint hint(String target) {
    return preview.hint(List.of(WEB), target, false, () -> {});
  }

  @Test
  void theQuickAnswerComesAtOnceAndTheNodesAreAskedOnce() {
    DropPreview.Hint first = hint("harbor-b");
    assertEquals(DropPreview.Verdict.POSSIBLE, first.verdict());
    assertEquals("Move web-01 to harbor-b", first.title());
    assertTrue(first.lines().stream().anyMatch(l -> l.value().equals("≈ 0.8 s")));
    hint("harbor-b");
    hint("harbor-b");
    assertEquals(1, work.size(), "asked once for all hovering");
    work.remove().run();
    DropPreview.Hint better = hint("harbor-b");
    assertEquals(DropPreview.Verdict.TO_SETTLE, better.verdict());
    assertTrue(better.remark().contains("does not trust"));
  }

  @Test
  void aRefusalSaysWhy() {
    DropPreview.Hint no = hint("edge-pi-3");
    assertEquals(DropPreview.Verdict.REFUSED, no.verdict());
    assertTrue(no.remark().contains("no room"));
    assertTrue(work.isEmpty(), "no node is asked for what cannot be");
  }
}
