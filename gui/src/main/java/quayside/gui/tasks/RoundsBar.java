package quayside.gui.tasks;

import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import quayside.core.operation.OperationView.Round;
import quayside.gui.fx.Icons;

/** One bar whose segments are the rounds, each as wide as the bytes it carries. */
final class RoundsBar extends Region {
  private static final double GAP = 1;
  private static final double THICK = 6;
  private List<Round> rounds = List.of();

  RoundsBar() {
    getStyleClass().add("rounds");
    setMinHeight(THICK);
    setPrefHeight(THICK);
    setMaxHeight(THICK);
    setAccessibleRole(AccessibleRole.PROGRESS_INDICATOR);
  }

  void show(List<Round> now) {
    if (now.size() != rounds.size()) {
      getChildren().clear();
      for (int i = 0; i < now.size(); i++) {
        getChildren().add(Icons.styled(new Region(), "round", "round-" + Math.min(i, 3)));
      }
    }
    rounds = List.copyOf(now);
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    double total = Math.max(1, rounds.stream().mapToLong(Round::total).sum());
    double room = getWidth() - GAP * Math.max(0, rounds.size() - 1);
    double x = 0;
    for (int i = 0; i < rounds.size(); i++) {
      Round round = rounds.get(i);
      double width = room * round.total() / total;
      double done = round.total() == 0 ? 0 : width * round.done() / round.total();
      getChildren().get(i).resizeRelocate(x, 0, Math.max(0, done), getHeight());
      x += width + GAP;
    }
  }
}
