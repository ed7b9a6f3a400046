package quayside.gui.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import quayside.core.keys.HostKeyBook.OfNode;
import quayside.core.problem.Problem;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.Question;
import quayside.gui.fx.TextTable;
import quayside.gui.fx.Texts;
import quayside.transport.hosts.KnownHost;
import quayside.transport.keys.PublicKeyLine;
import quayside.transport.keys.Randomart;

/** The host keys that this desktop knows of its nodes. */
final class HostKeysView {
  private final TrustViewModel model;
  private final KeyDesk desk;
  private final Overlay overlay;
  private final Consumer<Problem> failed;
  private final TextTable<Row> table;

  private record Row(
      String node, String kind, String print, String where, Optional<KnownHost> line) {}

  HostKeysView(TrustViewModel model, KeyDesk desk, Overlay overlay, Consumer<Problem> failed) {
    this.model = model;
    this.desk = desk;
    this.overlay = overlay;
    this.failed = failed;
    table =
        new TextTable<Row>("host-keys", Texts.get("hostkeys.name"), Texts.get("trust.empty"))
            .button(
                "hostkeys.picture",
                Feather.EYE,
                r -> r.print().startsWith("SHA256:"),
                this::picture)
            .button(
                "hostkeys.forget", Feather.X, r -> r.print().startsWith("SHA256:"), this::forget)
            .button("hostkeys.replace", Feather.REFRESH_CW, _ -> true, this::look)
            .column("keys.node", 120, Row::node)
            .column("keys.type", 90, Row::kind)
            .column("keys.fingerprint", 375, Row::print, "mono")
            .column("keys.where", 260, Row::where);
  }

  /** For example {@code ED25519 256}. */
  static String kind(PublicKeyLine key) {
    return key.shortType() + (key.bits().isPresent() ? " " + key.bits().getAsInt() : "");
  }

  /** What is shown. */
  TextTable<?> view() {
    return table;
  }

  /** Reads the files again. */
  void refresh() {
    model.work(() -> desk.hostKeys().nodes(), this::show, failed);
  }

  private void show(List<OfNode> nodes) {
    List<Row> rows = new ArrayList<>();
    for (OfNode node : nodes) {
      String name = node.node().name();
      node.pin()
          .ifPresent(print ->
              rows.add(new Row(name, "–", print, Texts.get("hostkeys.book"), Optional.empty())));
      for (KnownHost line : node.known()) {
        String where = line.file() + ":" + line.line();
        rows.add(
            new Row(name, kind(line.key()), line.key().fingerprint(), where, Optional.of(line)));
      }
      if (node.pin().isEmpty() && node.known().isEmpty()) {
        rows.add(new Row(name, "–", Texts.get("hostkeys.unknown"), "", Optional.empty()));
      }
    }
    table.show(rows);
  }

  /** A picture of a key, to be compared at a glance. */
  static Region art(List<String> lines) {
    Label label = Icons.styled(new Label(String.join("\n", lines)), "mono", "fingerprint");
    label.setAccessibleText(Texts.get("hostkeys.art"));
    label.setMinSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    return label;
  }

  private static List<String> art(Row row) {
    return row.line()
        .map(line -> Randomart.of(line.key()))
        .orElseGet(() -> Randomart.of("ssh-host-key", java.util.OptionalInt.empty(), row.print()));
  }

  private void picture(Row row) {
    Question.ask(
        overlay,
        Texts.get("hostkeys.picture.title", row.node()),
        row.print(),
        List.of(art(art(row))),
        List.of(),
        () -> {});
  }

  private void forget(Row row) {
    Question.ask(
        overlay,
        Texts.get("hostkeys.forget.title", row.node()),
        Texts.get("hostkeys.forget.sentence", row.node()),
        List.of(),
        List.of(
            new Question.Answer(
                Texts.get("hostkeys.forget"),
                "danger",
                () ->
                    model.work(() -> desk.hostKeys().forget(row.node()), _ -> refresh(), failed))),
        () -> {});
  }

  private void look(Row row) {
    model.work(() -> desk.hostKeys().shown(row.node()), shown -> replace(row, shown), failed);
  }

  /** Explains the risk before another key is believed. */
  private void replace(Row row, PublicKeyLine shown) {
    if (shown.fingerprint().equals(row.print())) {
      Question.ask(
          overlay,
          Texts.get("hostkeys.same.title", row.node()),
          Texts.get("hostkeys.same"),
          List.of(art(Randomart.of(shown))),
          List.of(),
          () -> {});
      return;
    }
    HBox both = new HBox(16);
    if (row.print().startsWith("SHA256:")) {
      both.getChildren().add(named("hostkeys.was", row.print(), art(row)));
    }
    both.getChildren().add(named("hostkeys.is", shown.fingerprint(), Randomart.of(shown)));
    Question.ask(
        overlay,
        Texts.get("hostkeys.replace.title", row.node()),
        Texts.get("hostkeys.replace.sentence", row.node()),
        List.of(both),
        List.of(
            new Question.Answer(
                Texts.get("hostkeys.replace.do"),
                "danger",
                () ->
                    model.work(
                        () -> {
                          desk.hostKeys().replace(row.node(), shown.fingerprint());
                          return true;
                        },
                        _ -> refresh(),
                        failed))),
        () -> {});
  }

  private static Region named(String key, String print, List<String> picture) {
    Label name = Icons.styled(new Label(Texts.get(key)), "small");
    Label short1 =
        Icons.styled(new Label(print.substring(0, Math.min(27, print.length()))), "mono");
    Label short2 = Icons.styled(new Label(print.substring(Math.min(27, print.length()))), "mono");
    return new VBox(4, name, art(picture), short1, short2);
  }
}
