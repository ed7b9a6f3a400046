package quayside.gui.keys;

import java.io.File;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.input.Clipboard;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import quayside.core.driver.NodeKeys.AuthorizedKey;
import quayside.core.keys.KeysOfNode;
import quayside.core.keys.Limits;
import quayside.core.keys.Sender;
import quayside.core.keys.TrustMatrix;
import quayside.core.problem.Problem;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.Question;
import quayside.gui.fx.TextTable;
import quayside.gui.fx.Texts;
import quayside.transport.keys.PublicKeyLine;

/** The keys that nodes accept: of the nodes selected in the fleet, else of all. */
final class AcceptedKeysView {
  private final TrustViewModel model;
  private final Overlay overlay;
  private final ObservableValue<List<String>> nodes;
  private final Consumer<Problem> failed;
  private final TextTable<Row> table;

  private record Row(String node, String pool, String label, AuthorizedKey key, String owner) {
    Optional<PublicKeyLine> line() {
      return KeysOfNode.parse(key.publicKey());
    }
  }

  AcceptedKeysView(
      TrustViewModel model,
      Overlay overlay,
      ObservableValue<List<String>> nodes,
      Consumer<Problem> failed) {
    this.model = model;
    this.overlay = overlay;
    this.nodes = nodes;
    this.failed = failed;
    table =
        new TextTable<Row>("accepted-keys", Texts.get("accepted.name"), Texts.get("accepted.empty"))
            .always("accepted.file", Feather.FILE_PLUS, this::fromFile)
            .always("accepted.clipboard", Feather.CLIPBOARD, this::fromClipboard)
            .button("accepted.revoke", Feather.X, _ -> true, this::revoke)
            .column("keys.node", 110, Row::label)
            .column("keys.name", 120, r -> r.key().name())
            .column("keys.owner", 110, Row::owner)
            .column(
                "keys.fingerprint",
                375,
                r -> r.line().map(PublicKeyLine::fingerprint).orElse(Texts.get("accepted.nokey")),
                "mono")
            .column("keys.limits", 200, r -> Limits.words(r.key()));
    model.matrix().subscribe(this::show);
    nodes.subscribe(_ -> show(model.matrix().get()));
  }

  /** What is shown. */
  TextTable<?> view() {
    return table;
  }

  private void show(TrustMatrix matrix) {
    List<Row> rows = new ArrayList<>();
    for (KeysOfNode node : matrix.nodes()) {
      if (nodes.getValue().isEmpty() || nodes.getValue().contains(node.node())) {
        for (KeysOfNode.PoolKeys pool : node.pools()) {
          String label = matrix.label(new Sender(node.node(), pool.pool()));
          for (AuthorizedKey key : pool.authorized()) {
            String owner = matrix.owner(key.publicKey()).map(matrix::label).orElse("–");
            rows.add(new Row(node.node(), pool.pool(), label, key, owner));
          }
        }
      }
    }
    table.show(rows);
  }

  /** The one node that a key is added to. */
  private Optional<String> target() {
    List<String> selected = nodes.getValue();
    List<String> all = model.matrix().get().targets();
    List<String> fit = all.stream().filter(n -> selected.contains(n) || all.size() == 1).toList();
    if (fit.size() != 1) {
      failed.accept(
          new Problem(
              "which-node",
              Texts.get("accepted.which"),
              Texts.get("accepted.which.sentence"),
              "",
              ""));
      return Optional.empty();
    }
    return Optional.of(fit.getFirst());
  }

  private void fromFile() {
    Optional<String> target = target();
    if (target.isEmpty()) {
      return;
    }
    var chooser = new FileChooser();
    @Nullable File file = chooser.showOpenDialog(overlay.getScene().getWindow());
    if (file != null) {
      model.work(() -> Files.readString(file.toPath()), text -> limits(target.get(), text), failed);
    }
  }

  private void fromClipboard() {
    Optional<String> target = target();
    @Nullable String text = Clipboard.getSystemClipboard().getString();
    target.ifPresent(node -> limits(node, text == null ? "" : text));
  }

  /** The key is looked at before anybody is asked about limits. */
  private void limits(String target, String text) {
    PublicKeyLine key;
    try {
      key = PublicKeyLine.parse(text);
    } catch (IllegalArgumentException e) {
      failed.accept(Problem.of(e));
      return;
    }
    AuthoriseDialog.open(
        overlay,
        Texts.get("authorise.title", key.fingerprint() + " → " + target),
        text.strip(),
        key.comment().isBlank() ? "key" : key.comment(),
        (wish, secret) ->
            model.work(
                () -> model.trust().authorize(target, wish, secret, Optional.empty()),
                _ -> java.util.Arrays.fill(secret, '\0'),
                failed));
  }

  private void revoke(Row row) {
    Question.ask(
        overlay,
        Texts.get("accepted.revoke.title", row.key().name(), row.label()),
        Texts.get("accepted.revoke.sentence", row.owner()),
        List.of(),
        List.of(
            new Question.Answer(
                Texts.get("trust.revoke"),
                "danger",
                () ->
                    model.work(
                        () -> {
                          model
                              .trust()
                              .revoke(row.node(), Optional.of(row.pool()), row.key().name());
                          return true;
                        },
                        _ -> {},
                        failed))),
        () -> {});
  }
}
