package quayside.gui.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import quayside.core.driver.NodeKeys.AuthorizedKey;
import quayside.core.keys.TrustCell.State;
import quayside.core.problem.Problem;
import quayside.gui.fake.FakeTrust;
import quayside.gui.fx.Ui;
import quayside.gui.keys.TrustViewModel.Deed;
import quayside.gui.keys.TrustViewModel.Place;

class TrustViewModelTest {
  private static final Ui AT_ONCE = new Ui(Runnable::run, Runnable::run);
  private final FakeTrust trust = new FakeTrust();
  private final List<Problem> problems = new ArrayList<>();
  private final TrustViewModel model = new TrustViewModel(AT_ONCE, trust, Clock.systemUTC());

  private void choose(Place... places) {
    model.chosen().set(List.of(places));
  }

  @Test
  void aCellIsAuthorisedAndRevoked() {
    trust.show(FakeTrust.small());
    choose(new Place(0, 2));
    assertEquals(State.REFUSED, model.cells().getFirst().state());
    assertTrue(model.of(Deed.REVOKE).isEmpty());
    model.act(Deed.AUTHORISE, problems::add);
    assertEquals(State.AUTHORISED, model.cells().getFirst().state());
    assertEquals("harbor-a may send to ams-node-1.", model.sentence());
    assertTrue(model.of(Deed.AUTHORISE).isEmpty());
    model.act(Deed.REVOKE, problems::add);
    assertEquals(State.REFUSED, model.cells().getFirst().state());
    assertEquals(List.of(), problems);
  }

  @Test
  void aLimitIsLiftedByTakingTheOldEntryAway() {
    trust.show(FakeTrust.small());
    choose(new Place(3, 0));
    assertEquals(State.RESTRICTED, model.cells().getFirst().state());
    assertTrue(model.sentence().contains("only ids like web*"), model.sentence());
    model.act(Deed.AUTHORISE, problems::add);
    assertEquals(State.AUTHORISED, model.cells().getFirst().state());
    assertEquals(1, model.cells().getFirst().entries().size());
  }

  @Test
  void severalCellsAreDoneAtOnceAndTheDiagonalIsLeftOut() {
    trust.show(FakeTrust.small());
    List<Place> row = new ArrayList<>();
    for (int column = 0; column < 4; column++) {
      row.add(new Place(1, column));
    }
    model.chosen().set(row);
    assertEquals(3, model.cells().size());
    assertEquals("3 pairs of nodes, 2 of them authorised.", model.sentence());
    model.act(Deed.TEST, problems::add);
    assertEquals(3, trust.asked.stream().filter(a -> a.startsWith("test harbor-b")).count());
    model.act(Deed.AUTHORISE, problems::add);
    assertTrue(model.cells().stream().allMatch(c -> c.state() == State.AUTHORISED));
    choose(new Place(1, 1));
    assertEquals("A node does not send to itself.", model.sentence());
    assertEquals(List.of(), model.details());
  }

  @Test
  void limitsAndAPassphraseGoAlongAndTheSecretIsWiped() {
    trust.show(FakeTrust.small());
    choose(new Place(0, 2));
    char[] secret = "hidden".toCharArray();
    var wish = new AuthorizedKey("", "", Optional.empty(), Optional.of("web*"), true, false, true);
    model.authorise(model.of(Deed.AUTHORISE), wish, secret, problems::add);
    assertEquals(State.RESTRICTED, model.cells().getFirst().state());
    assertEquals("\0".repeat(6), new String(secret));
  }

  @Test
  void whatIsOldIsAskedAgainWhenThePageIsShownAndNotBefore() {
    trust.show(FakeTrust.small());
    model.shown();
    model.shown();
    assertEquals(List.of("refresh"), trust.asked);
    assertTrue(model.about().get().startsWith("5 nodes · 1 did not answer · asked"));
    assertFalse(model.busy().get());
  }

  @Test
  void whatIsChosenStaysInsideWhenNodesGo() {
    trust.show(FakeTrust.many(100));
    choose(new Place(99, 99), new Place(1, 2));
    trust.show(FakeTrust.small());
    assertEquals(List.of(new Place(1, 2)), model.chosen().get());
    trust.show(List.of());
    assertEquals(List.of(), model.chosen().get());
    assertEquals("0 nodes", model.about().get());
  }
}
