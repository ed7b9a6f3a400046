package quayside.gui.main;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import quayside.core.model.ContainerRef;
import quayside.gui.fx.DragData;
import quayside.gui.fx.Texts;
import quayside.gui.migrate.DropPreview;
import quayside.gui.migrate.DropTip;
import quayside.gui.migrate.MoveViewModel;
import quayside.gui.nodes.Drops;

/** What is held over the fleet: the tip that tells what a drop would do, and what a drop opens. */
final class FleetDrops implements Drops {
  private final MainViewModel model;
  private final Transfers transfers;
  private final DropTip tip;
  private final Plans plans;
  private final ReadOnlyObjectWrapper<Optional<Held>> held =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private Point2D pointer = Point2D.ZERO;

  /** Opens the plan of what was dropped. */
  interface Plans {
    MoveViewModel open(List<ContainerRef> containers, String target, boolean cloning);

    Scene scene();
  }

  FleetDrops(MainViewModel model, Transfers transfers, DropTip tip, Plans plans) {
    this.model = model;
    this.transfers = transfers;
    this.tip = tip;
    this.plans = plans;
  }

  @Override
  public ReadOnlyObjectProperty<Optional<Held>> held() {
    return held.getReadOnlyProperty();
  }

  @Override
  public boolean over(String node, boolean cloning, double x, double y) {
    pointer = new Point2D(x, y);
    DropPreview.Hint hint = model.hint(node, cloning, () -> better(node, cloning));
    return hold(node, Texts.get("hint.keys"), hint);
  }

  /** More is known now; the pointer may have gone elsewhere meanwhile. */
  private void better(String node, boolean cloning) {
    if (held.get().filter(h -> h.node().equals(node)).isPresent()) {
      hold(node, Texts.get("hint.keys"), model.hint(node, cloning, () -> {}));
    }
  }

  @Override
  public boolean overFiles(String node, List<Path> files, double x, double y) {
    pointer = new Point2D(x, y);
    return hold(node, Texts.get("hint.files.keys"), transfers.hint(node, files));
  }

  private boolean hold(String node, String withKeys, DropPreview.Hint hint) {
    tip.show(hint, withKeys, pointer.getX(), pointer.getY());
    boolean welcome = hint.verdict() != DropPreview.Verdict.REFUSED;
    held.set(Optional.of(new Held(node, welcome)));
    return welcome;
  }

  @Override
  public void drop(String node, boolean cloning) {
    left();
    List<ContainerRef> refs = model.dragged();
    if (!refs.isEmpty()) {
      MoveViewModel plan = plans.open(refs, node, cloning);
      DragData.onControlHeld(plans.scene(), plan::cloneInstead);
    }
  }

  @Override
  public void dropFiles(String node, List<Path> files) {
    left();
    transfers.dropped(node, files);
  }

  @Override
  public void left() {
    held.set(Optional.empty());
    tip.hide();
  }
}
