package quayside.gui.fx;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A question with a few answers; closing it is none of them. */
public final class Question {
  private static final double WIDTH = 540;
  private static final double PADDING = 24;

  /**
   * An answer.
   *
   * @param words on the button
   * @param style {@code success}, {@code danger} or empty
   */
  public record Answer(String words, String style, Runnable chosen) {}

  private Question() {}

  /**
   * Asks.
   *
   * @param extra shown between sentence and answers, or nothing
   * @param answers the last one is what Enter chooses
   * @param none runs if it was closed without an answer
   */
  public static void ask(
      Overlay overlay,
      String title,
      String sentence,
      List<Region> extra,
      List<Answer> answers,
      Runnable none) {
    Label head = Icons.styled(new Label(title), "title");
    head.setWrapText(true);
    Label words = new Label(sentence);
    words.setWrapText(true);
    words.setMinHeight(Region.USE_PREF_SIZE);
    VBox dialog = Icons.styled(new VBox(14, head, words), "dialog");
    dialog.setPrefWidth(
        extra.stream().mapToDouble(r -> r.getPrefWidth() + 2 * PADDING).reduce(WIDTH, Math::max));
    dialog.getChildren().addAll(extra);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox foot = Icons.styled(new HBox(8, gap), "dialog-foot");
    dialog.getChildren().add(foot);
    List<Boolean> answered = new ArrayList<>();
    Button cancel = new Button(Texts.get(answers.isEmpty() ? "close" : "cancel"));
    cancel.setOnAction(_ -> overlay.close(dialog));
    foot.getChildren().add(cancel);
    for (int i = 0; i < answers.size(); i++) {
      Answer answer = answers.get(i);
      Button button = new Button(answer.words());
      if (!answer.style().isEmpty()) {
        button.getStyleClass().add(answer.style());
      }
      button.setDefaultButton(i == answers.size() - 1 && !answer.style().equals("danger"));
      button.setOnAction(_ -> {
        answered.add(true);
        overlay.close(dialog);
        answer.chosen().run();
      });
      foot.getChildren().add(button);
    }
    javafx.scene.Node first =
        extra.stream()
            .filter(Region::isFocusTraversable)
            .map(r -> (javafx.scene.Node) r)
            .findFirst()
            .orElse(cancel);
    overlay.show(
        dialog,
        first,
        () -> {
          if (answered.isEmpty()) {
            none.run();
          }
        });
  }
}
