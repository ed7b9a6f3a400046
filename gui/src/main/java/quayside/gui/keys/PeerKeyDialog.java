package quayside.gui.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import quayside.core.keys.HostKeyBook.Between;
import quayside.core.problem.Problem;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.Question;
import quayside.gui.fx.Texts;
import quayside.transport.keys.PublicKeyLine;

/** What a source sees and knows of a target's host key, and whether it shall know it for good. */
final class PeerKeyDialog {
  private PeerKeyDialog() {}

  static void open(
      Overlay overlay,
      TrustViewModel model,
      KeyDesk desk,
      String source,
      String target,
      Between seen,
      Consumer<Problem> failed) {
    List<Region> extra = new ArrayList<>();
    extra.add(keys(Texts.get("peerkey.own", target), seen.own()));
    extra.add(keys(Texts.get("peerkey.shown", source, seen.peer().text()), seen.shown()));
    extra.add(keys(Texts.get("peerkey.known", source), seen.known()));
    List<Question.Answer> answers = new ArrayList<>();
    if (!seen.confirmed().isEmpty()) {
      answers.add(
          new Question.Answer(
              Texts.get("peerkey.pin", source),
              "success",
              () ->
                  model.work(
                      () -> desk.hostKeys().pin(source, target, Optional.empty()),
                      _ -> {},
                      failed)));
    }
    String verdict =
        seen.shown().isEmpty()
            ? Texts.get("peerkey.unreachable", source, target)
            : seen.changed()
                ? Texts.get("peerkey.changed", source)
                : seen.confirmed().isEmpty()
                    ? Texts.get("peerkey.unconfirmed", target)
                    : Texts.get("peerkey.sentence", source);
    Question.ask(overlay, Texts.get("peerkey.title", target), verdict, extra, answers, () -> {});
  }

  private static Region keys(String title, List<PublicKeyLine> keys) {
    VBox box = new VBox(4, Icons.styled(new Label(title), "small"));
    if (keys.isEmpty()) {
      box.getChildren().add(Icons.styled(new Label(Texts.get("peerkey.none")), "muted"));
    }
    keys.forEach(key ->
        box.getChildren()
            .add(
                Icons.styled(
                    new Label(key.shortType() + "  " + key.fingerprint()), "mono", "fingerprint")));
    return box;
  }
}
