package quayside.gui.archives;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import quayside.core.archive.Census;
import quayside.core.archive.Remark;
import quayside.core.archive.StreamFacts;
import quayside.core.archive.Verdict;
import quayside.gui.fx.Figures;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.Question;
import quayside.gui.fx.Texts;

/** Tells how checking an archive came out: the verdict, what is odd, and what was read. */
final class VerdictDialog {
  private static final int MOST = 8;

  private VerdictDialog() {}

  static void show(Overlay overlay, Path file, Verdict verdict) {
    List<Region> lines = new ArrayList<>();
    verdict.remarks().stream()
        .filter(remark -> !verdict.sentence().contains(remark.sentence()))
        .limit(MOST)
        .map(VerdictDialog::line)
        .forEach(lines::add);
    if (verdict.remarks().size() > MOST) {
      lines.add(words(Texts.get("verdict.more", verdict.remarks().size() - MOST), "small"));
    }
    for (StreamFacts stream : verdict.streams()) {
      lines.add(
          words(
              Texts.get(
                  stream.full() ? "verdict.full" : "verdict.increment",
                  stream.snapshot(),
                  Long.toHexString(stream.guid())),
              "small"));
    }
    Census.Counts read = verdict.counts();
    if (read.records() > 0) {
      lines.add(words(counted(read), "small"));
    }
    Question.ask(
        overlay,
        Texts.get(verdict.whole() ? "verdict.whole" : "verdict.damaged", file.getFileName()),
        verdict.sentence(),
        List.of(new VBox(8, lines.toArray(Region[]::new))),
        List.of(),
        () -> {});
  }

  private static String counted(Census.Counts read) {
    return Texts.get(
        "verdict.read",
        read.records(),
        Figures.bytes(read.bytes()),
        read.files(),
        read.folders(),
        Figures.bytes(read.contentBytes()));
  }

  private static Label words(String text, String style) {
    Label label = Icons.styled(new Label(text), style);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  private static Region line(Remark remark) {
    Label label =
        words(
            remark.sentence(),
            switch (remark.severity()) {
              case DAMAGE -> "danger-text";
              case REFUSED -> "warning-text";
              case ODD -> "muted";
            });
    label.setGraphic(
        Icons.silent(
            switch (remark.severity()) {
              case DAMAGE -> Feather.X;
              case REFUSED -> Feather.ALERT_TRIANGLE;
              case ODD -> Feather.INFO;
            }));
    label.setGraphicTextGap(8);
    return label;
  }
}
