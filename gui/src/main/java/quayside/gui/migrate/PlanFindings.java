package quayside.gui.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import quayside.core.migrate.Finding;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.OsctlOptions;
import quayside.core.model.ContainerRef;
import quayside.gui.fx.FindingLine;
import quayside.gui.fx.Texts;

/** What preflight found, line by line, with all that settles it. */
final class PlanFindings {
  private final MoveViewModel model;
  private final Runnable rename;

  /**
   * Lines of a plan.
   *
   * @param rename wants another name
   */
  PlanFindings(MoveViewModel model, Runnable rename) {
    this.model = model;
    this.rename = rename;
  }

  /** Fills a list with all that belongs there; what is fine is one line. */
  void show(List<Node> list, Predicate<MoveViewModel.Found> belongs) {
    list.clear();
    List<String> fine = new ArrayList<>();
    for (MoveViewModel.Found found : model.found()) {
      if (found.finding().severity() == Finding.Severity.OK) {
        fine.add(found.finding().sentence());
      } else if (belongs.test(found)) {
        list.add(of(found, List.of()));
      }
    }
    if (!fine.isEmpty()) {
      list.add(FindingLine.fine(fine));
    }
  }

  /** One line, with more buttons than its own. */
  HBox of(MoveViewModel.Found found, List<Button> more) {
    String about = model.sources().size() > 1 ? found.source().id() : "";
    List<Button> buttons = fixes(found);
    buttons.addAll(more);
    Finding finding = found.finding();
    if (!settledByRefresh(found)) {
      return FindingLine.of(finding, about, buttons);
    }
    String both = finding.sentence() + " " + effect(found.source());
    return FindingLine.of(
        new Finding(finding.code(), finding.severity(), both, finding.fix()), about, buttons);
  }

  private boolean settledByRefresh(MoveViewModel.Found found) {
    return isTaken(found) && model.isBetweenServers() && model.snapshot().isEmpty();
  }

  /** Something has the name there. */
  private static boolean isTaken(MoveViewModel.Found found) {
    return found.finding().code().equals(IncusOptions.REFRESH_SETTLES);
  }

  /** What a refresh would do, before it is chosen. */
  private String effect(ContainerRef source) {
    String there = model.request(source).targetId();
    String key = model.cloning.get() ? "plan.refresh.effect.clone" : "plan.refresh.effect";
    return Texts.get(key, there, model.target.get(), source.id(), source.node());
  }

  private List<Button> fixes(MoveViewModel.Found found) {
    List<Button> fixes = new ArrayList<>();
    ContainerRef source = found.source();
    if (isTaken(found) && model.sources().size() == 1) {
      fixes.add(FindingLine.button("rename", Texts.get("plan.rename"), rename));
    }
    if (settledByRefresh(found)) {
      fixes.add(
          FindingLine.button("refresh", Texts.get("plan.refresh"), () -> model.refresh(source)));
    }
    if (found.finding().code().equals(IncusOptions.ABOUT_REFRESH) && model.refreshes(source)) {
      fixes.add(
          FindingLine.button(
              "no-refresh", Texts.get("plan.refresh.not"), () -> model.leaveAsItIs(source)));
    }
    found.finding().fix().ifPresent(fix -> addFix(fixes, found, fix));
    return fixes;
  }

  /** Trust that is missing can be given for this move alone, too. */
  private void addFix(List<Button> fixes, MoveViewModel.Found found, Finding.Fix fix) {
    boolean narrower = fix.id().equals(OsctlOptions.ONCE_SETTLES);
    if (narrower) {
      fixes.add(FindingLine.button("authorize-once", Texts.get("plan.once"), model::onlyOnce));
    }
    String words = narrower ? Texts.get("plan.always") : fix.label();
    fixes.add(FindingLine.button(fix, words, () -> model.fix(found)));
  }
}
