package quayside.gui.keys;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import quayside.core.driver.NodeKeys.AuthorizedKey;
import quayside.core.keys.KeysOfNode;
import quayside.core.keys.Trust;
import quayside.core.keys.TrustCell;
import quayside.core.keys.TrustCell.State;
import quayside.core.keys.TrustMatrix;
import quayside.core.operation.Activity;
import quayside.core.problem.Problem;
import quayside.gui.fx.Figures;
import quayside.gui.fx.Texts;
import quayside.gui.fx.Ui;

/** The matrix of trust: what is shown of it, which cells are chosen, and what can be done. */
public final class TrustViewModel implements AutoCloseable {
  private final Ui ui;
  private final Trust trust;
  private final Clock clock;
  private final Activity.Subscription watching;
  private final ReadOnlyObjectWrapper<TrustMatrix> matrix = new ReadOnlyObjectWrapper<>();
  private final SimpleObjectProperty<List<Place>> chosen = new SimpleObjectProperty<>(List.of());
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper about = new ReadOnlyStringWrapper("");
  private int running;
  private Optional<Instant> asked = Optional.empty();

  /** A cell by its place: which source, which target. */
  public record Place(int row, int column) {}

  /** What can be done to cells. */
  public enum Deed {
    AUTHORISE,
    REVOKE,
    TEST
  }

  /** A model of trust. */
  public TrustViewModel(Ui ui, Trust trust, Clock clock) {
    this.ui = ui;
    this.trust = trust;
    this.clock = clock;
    matrix.set(trust.known());
    watching = trust.watch(now -> ui.fx().execute(() -> show(now)));
    tell();
  }

  private void show(TrustMatrix now) {
    chosen.set( // first, so that nobody looks for a cell that is gone
        chosen.get().stream()
            .filter(p -> p.row() < now.sources().size() && p.column() < now.targets().size())
            .toList());
    matrix.set(now);
    tell();
  }

  /** What is known now. */
  public ReadOnlyObjectProperty<TrustMatrix> matrix() {
    return matrix.getReadOnlyProperty();
  }

  /** The chosen cells; set by the grid. */
  public SimpleObjectProperty<List<Place>> chosen() {
    return chosen;
  }

  /** Whether nodes are being asked. */
  public ReadOnlyBooleanProperty busy() {
    return busy.getReadOnlyProperty();
  }

  /** One line: how many nodes, how many answered, how old it is. */
  public ReadOnlyStringProperty about() {
    return about.getReadOnlyProperty();
  }

  /** The cell at a place. */
  public TrustCell cell(Place place) {
    TrustMatrix now = matrix.get();
    return now.cell(now.sources().get(place.row()), now.targets().get(place.column()));
  }

  /** The chosen cells that are about two nodes. */
  public List<TrustCell> cells() {
    return chosen.get().stream().map(this::cell).filter(c -> c.state() != State.SELF).toList();
  }

  /** The chosen cells to which something can be done. */
  public List<TrustCell> of(Deed deed) {
    return cells().stream()
        .filter(cell ->
            switch (deed) {
              case AUTHORISE -> cell.state() == State.REFUSED || cell.state() == State.RESTRICTED;
              case REVOKE -> !cell.entries().isEmpty();
              case TEST -> cell.key().isPresent();
            })
        .toList();
  }

  /** Asks all nodes if that was not done within the last minutes. */
  public void shown() {
    boolean old = asked.map(at -> at.plusSeconds(300).isBefore(clock.instant())).orElse(true);
    if (old && running == 0) {
      refresh();
    }
  }

  /** Asks all nodes; each answer is shown as it comes. */
  public void refresh() {
    asked = Optional.of(clock.instant());
    work(trust::refresh, _ -> {}, _ -> {});
  }

  /** Does it to all chosen cells, one after the other; the first failure ends it. */
  public void act(Deed deed, Consumer<Problem> failed) {
    List<TrustCell> cells = of(deed);
    work(
        () -> {
          for (TrustCell cell : cells) {
            act(deed, cell);
          }
          return true;
        },
        _ -> {},
        failed);
  }

  private void act(Deed deed, TrustCell cell) throws IOException {
    switch (deed) {
      case AUTHORISE -> authorise(cell, AuthorizedKey.of("", ""), new char[0]);
      case REVOKE -> trust.revoke(cell.source(), cell.target());
      case TEST -> trust.test(cell.source(), cell.target());
    }
  }

  /** Lets the sources of cells send, with limits; the passphrase is wiped. */
  public void authorise(
      List<TrustCell> cells, AuthorizedKey wish, char[] passphrase, Consumer<Problem> failed) {
    work(
        () -> {
          try {
            for (TrustCell cell : cells) {
              authorise(cell, wish, passphrase);
            }
          } finally {
            Arrays.fill(passphrase, '\0');
          }
          return true;
        },
        _ -> {},
        failed);
  }

  /**
   * To every pool of the target that does not let it in yet: a limited entry would hide a new one.
   */
  private void authorise(TrustCell cell, AuthorizedKey wish, char[] passphrase) throws IOException {
    if (cell.state() == State.RESTRICTED) {
      trust.revoke(cell.source(), cell.target());
    }
    List<String> pools =
        trust.known().node(cell.target()).stream()
            .flatMap(n -> n.pools().stream())
            .map(KeysOfNode.PoolKeys::pool)
            .toList();
    for (String pool : pools) {
      trust.authorize(cell.source(), cell.target(), wish, passphrase, Optional.of(pool));
    }
  }

  /** Does something with the keys of nodes beside the window. */
  <T> void work(Ui.Blocking<T> work, Consumer<T> done, Consumer<Problem> failed) {
    running++;
    busy.set(true);
    ui.run(
        work,
        answer -> {
          ended();
          done.accept(answer);
        },
        problem -> {
          ended();
          failed.accept(problem);
        });
  }

  private void ended() {
    running--;
    busy.set(running > 0);
    show(trust.known());
  }

  private void tell() {
    TrustMatrix now = matrix.get();
    int nodes = now.targets().size();
    long silent = now.nodes().stream().filter(n -> !n.isKnown()).count();
    List<String> parts = new ArrayList<>();
    parts.add(Texts.get(nodes == 1 ? "node.one" : "table.nodes", nodes));
    if (silent > 0 && running == 0 && asked.isPresent()) {
      parts.add(Texts.get("trust.silent", silent));
    }
    now.nodes().stream()
        .flatMap(n -> n.asOf().stream())
        .min(java.util.Comparator.naturalOrder())
        .ifPresent(at -> parts.add(Texts.get("trust.asked", Figures.ago(at, clock.instant()))));
    about.set(String.join(" · ", parts));
  }

  /** What is to be said about the chosen cells. */
  public String sentence() {
    List<TrustCell> cells = cells();
    if (chosen.get().isEmpty()) {
      return Texts.get("trust.choose");
    }
    if (cells.size() == 1) {
      return cells.getFirst().why();
    }
    if (cells.isEmpty()) {
      return Texts.get("trust.self");
    }
    long yes = cells.stream().filter(c -> c.state() == State.AUTHORISED).count();
    return Texts.get("trust.many", cells.size(), yes);
  }

  /** By which key, since when, what a test found; empty lines are left out. */
  public List<String> details() {
    List<TrustCell> cells = cells();
    if (cells.size() != 1) {
      return List.of();
    }
    TrustCell cell = cells.getFirst();
    List<String> lines = new ArrayList<>();
    cell.key()
        .ifPresent(key ->
            lines.add(Texts.get("trust.key", key.shortType(), key.fingerprint(), key.comment())));
    cell.since()
        .ifPresent(since ->
            lines.add(
                Texts.get(
                    since.exactly() ? "trust.since" : "trust.since.seen",
                    Figures.ago(since.at(), clock.instant()),
                    String.join(
                        ", ",
                        cell.entries().stream().map(e -> e.key().name()).distinct().toList()))));
    cell.tested()
        .ifPresent(test ->
            lines.add(
                Texts.get(
                    "trust.tested." + test.access().name().toLowerCase(java.util.Locale.ROOT),
                    Figures.ago(test.at(), clock.instant()))));
    return lines;
  }

  /** The engine behind it. */
  Trust trust() {
    return trust;
  }

  @Override
  public void close() {
    watching.close();
  }
}
