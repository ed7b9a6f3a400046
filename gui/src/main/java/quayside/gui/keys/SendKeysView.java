package quayside.gui.keys;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.feather.Feather;
import quayside.core.driver.NodeKeys.SendKey;
import quayside.core.keys.KeysOfNode;
import quayside.core.keys.Sender;
import quayside.core.keys.Trust;
import quayside.core.keys.TrustMatrix;
import quayside.core.problem.Problem;
import quayside.gui.fx.Figures;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.Question;
import quayside.gui.fx.TextTable;
import quayside.gui.fx.Texts;
import quayside.transport.keys.KeyFiles;
import quayside.transport.keys.PublicKeyLine;

/** The keys by which nodes send. */
final class SendKeysView {
  private final TrustViewModel model;
  private final Overlay overlay;
  private final Consumer<Problem> failed;
  private final TextTable<Row> table;

  /** A pool and its key. */
  private record Row(Sender source, String label, Optional<SendKey> key, String trustedBy) {
    Optional<PublicKeyLine> line() {
      return key.flatMap(k -> KeysOfNode.parse(k.publicKey()));
    }
  }

  SendKeysView(TrustViewModel model, Overlay overlay, Consumer<Problem> failed) {
    this.model = model;
    this.overlay = overlay;
    this.failed = failed;
    table =
        new TextTable<Row>("send-keys", Texts.get("sendkeys.name"), Texts.get("trust.empty"))
            .button("sendkeys.make", Feather.KEY, _ -> true, this::make)
            .button("sendkeys.copy", Feather.COPY, r -> r.key().isPresent(), this::copy)
            .button("sendkeys.save", Feather.DOWNLOAD, r -> r.key().isPresent(), this::save)
            .column("keys.node", 120, Row::label)
            .column("keys.type", 110, r -> r.line().map(HostKeysView::kind).orElse("–"))
            .column(
                "keys.fingerprint",
                375,
                r -> r.line().map(PublicKeyLine::fingerprint).orElse(Texts.get("sendkeys.none")),
                "mono")
            .column("keys.trustedby", 170, Row::trustedBy)
            .column(
                "keys.age",
                80,
                r -> r.key().flatMap(SendKey::made).map(SendKeysView::ago).orElse(""))
            .details(SendKeysView::details);
    model.matrix().subscribe(this::show);
  }

  private static String details(Row row) {
    return row.key()
        .map(key ->
            Texts.get(
                "sendkeys.details",
                row.line().map(PublicKeyLine::comment).orElse(""),
                key.file(),
                key.publicKey()))
        .orElse("");
  }

  private static String ago(Instant then) {
    return Figures.ago(then, Instant.now());
  }

  /** What is shown. */
  TextTable<?> view() {
    return table;
  }

  private void show(TrustMatrix matrix) {
    List<Row> rows = new ArrayList<>();
    for (Sender source : matrix.sources()) {
      if (!source.pool().isEmpty()) {
        List<String> trusting =
            matrix.targets().stream()
                .filter(t -> !matrix.cell(source, t).entries().isEmpty())
                .toList();
        String by =
            trusting.size() > 2
                ? Texts.get("table.nodes", trusting.size())
                : String.join(", ", trusting);
        rows.add(new Row(source, matrix.label(source), matrix.sendKey(source), by));
      }
    }
    table.show(rows);
  }

  private void copy(Row row) {
    var content = new ClipboardContent();
    content.putString(row.key().orElseThrow().publicKey() + "\n");
    Clipboard.getSystemClipboard().setContent(content);
  }

  private void save(Row row) {
    var chooser = new FileChooser();
    chooser.setInitialFileName(row.source().node() + "-" + row.source().pool() + ".pub");
    Optional.ofNullable(chooser.showSaveDialog(overlay.getScene().getWindow()))
        .ifPresent(file ->
            model.work(
                () ->
                    java.nio.file.Files.writeString(
                        file.toPath(), row.key().orElseThrow().publicKey() + "\n"),
                _ -> {},
                failed));
  }

  private void make(Row row) {
    if (row.key().isEmpty()) {
      ask(row, Optional.empty());
      return;
    }
    model.work(
        () -> model.trust().trusting(row.source()), old -> ask(row, Optional.of(old)), failed);
  }

  /** Says who trusts the old key before a new one takes its place. */
  private void ask(Row row, Optional<Trust.Trusting> old) {
    ComboBox<KeyFiles.Kind> kind = new ComboBox<>();
    kind.getItems().setAll(KeyFiles.Kind.values());
    kind.setValue(KeyFiles.Kind.ED25519);
    kind.setId("key-kind");
    ComboBox<Integer> bits = new ComboBox<>();
    bits.setId("key-bits");
    kind.valueProperty()
        .subscribe(k -> {
          bits.getItems().setAll(sizes(k));
          bits.setDisable(bits.getItems().isEmpty());
          bits.setValue(bits.getItems().isEmpty() ? null : bits.getItems().getLast());
        });
    HBox line =
        Icons.styled(
            new HBox(
                8,
                new Label(Texts.get("keys.type")),
                kind,
                new Label(Texts.get("keys.bits")),
                bits),
            "center-left");
    CheckBox again = new CheckBox(Texts.get("sendkeys.again"));
    again.setId("key-again");
    again.setSelected(true);
    List<Region> extra = new ArrayList<>(List.of(line));
    boolean trusted = old.filter(o -> !o.nodes().isEmpty()).isPresent();
    if (trusted) {
      extra.add(again);
    }
    boolean replacing = old.isPresent();
    Question.ask(
        overlay,
        Texts.get(replacing ? "sendkeys.replace.title" : "sendkeys.make.title", row.label()),
        old.map(SendKeysView::warning).orElse(Texts.get("sendkeys.make.sentence")),
        extra,
        List.of(
            new Question.Answer(
                Texts.get(replacing ? "sendkeys.replace" : "sendkeys.make.do"),
                replacing ? "danger" : "success",
                () -> generate(row, kind.getValue(), bits.getValue(), old, again.isSelected()))),
        () -> {});
  }

  private static List<Integer> sizes(KeyFiles.Kind kind) {
    return switch (kind) {
      case RSA -> List.of(2048, 3072, 4096);
      case ECDSA -> List.of(256, 384, 521);
      case ED25519 -> List.of();
    };
  }

  private static String warning(Trust.Trusting old) {
    String who =
        old.nodes().isEmpty()
            ? Texts.get("sendkeys.trusted.nobody")
            : Texts.get("sendkeys.trusted", old.nodes().size(), String.join(", ", old.nodes()));
    return old.unknown().isEmpty()
        ? who
        : who + " " + Texts.get("sendkeys.unknown", String.join(", ", old.unknown()));
  }

  private void generate(
      Row row,
      KeyFiles.Kind kind,
      @org.jspecify.annotations.Nullable Integer bits,
      Optional<Trust.Trusting> old,
      boolean again) {
    OptionalInt size = bits == null ? OptionalInt.empty() : OptionalInt.of(bits);
    if (old.isEmpty()) {
      model.work(() -> model.trust().generate(row.source(), kind, size), _ -> {}, failed);
      return;
    }
    model.work(() -> model.trust().renew(row.source(), kind, size, again), this::renewed, failed);
  }

  private void renewed(Trust.Renewal renewal) {
    if (!renewal.failed().isEmpty()) {
      failed.accept(
          new Problem(
              "not-authorised-again",
              Texts.get("sendkeys.partly"),
              String.join(" ", renewal.failed()),
              Texts.get("sendkeys.partly.try"),
              ""));
    }
  }
}
