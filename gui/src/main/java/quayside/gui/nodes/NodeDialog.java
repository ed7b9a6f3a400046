package quayside.gui.nodes;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import quayside.core.model.NodeFacts;
import quayside.core.model.PeerAddress;
import quayside.core.model.Platform;
import quayside.core.problem.Problem;
import quayside.gui.fx.FxmlViews;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.Texts;
import quayside.transport.Endpoint;

/** The form of one node: name, kind, address and how to get in. */
public final class NodeDialog {
  private static final Set<Platform> KINDS = Set.of(Platform.values());

  private final FleetViewModel model;
  private final Overlay overlay;
  private final Optional<quayside.core.model.Node> replaced;
  private final Region root;
  @FXML private Label title;
  @FXML private GridPane form;
  @FXML private TextField name;
  @FXML private TextField address;
  @FXML private ComboBox<String> kind;
  @FXML private TextField user;
  @FXML private TextField identity;
  @FXML private PasswordField token;
  @FXML private TextField certificate;
  @FXML private TextField peer;
  @FXML private CheckBox sudo;
  @FXML private Label answer;
  @FXML private Button test;
  @FXML private Button save;

  private NodeDialog(
      FleetViewModel model, Overlay overlay, Optional<quayside.core.model.Node> node) {
    this.model = model;
    this.overlay = overlay;
    this.replaced = node;
    root = FxmlViews.load("nodes/NodeDialog", this);
    title.setText(Texts.get(node.isPresent() ? "nodedialog.edit" : "nodedialog.add"));
    kind.getItems().add(Texts.get("nodedialog.kind.find"));
    for (Platform each : Platform.values()) {
      kind.getItems().add(each.text());
    }
    kind.getSelectionModel().selectFirst();
    node.ifPresent(this::fill);
    address.textProperty().subscribe(this::fit);
    save.disableProperty().bind(name.textProperty().isEmpty().or(address.textProperty().isEmpty()));
    test.disableProperty().bind(address.textProperty().isEmpty());
  }

  /** Opens the form, empty or with a node of the book. */
  public static void open(
      FleetViewModel model, Overlay overlay, Optional<quayside.core.model.Node> node) {
    NodeDialog dialog = new NodeDialog(model, overlay, node);
    overlay.show(dialog.root, dialog.name, () -> {});
  }

  /** Shows what is asked for the way that the address goes. */
  private void fit(String typed) {
    answer.setText(""); // was about another address
    boolean https = isHttps(typed);
    for (Node each : form.getChildren()) {
      boolean other = each.getStyleClass().contains(https ? "by-ssh" : "by-https");
      each.setVisible(!other);
      each.setManaged(!other);
    }
  }

  private static boolean isHttps(String typed) {
    return typed.strip().startsWith("https:");
  }

  private void fill(quayside.core.model.Node node) {
    name.setText(node.name());
    kind.getSelectionModel().select(node.platform().text());
    peer.setText(node.peer().map(PeerAddress::text).orElse(""));
    switch (node.address()) {
      case Endpoint.Ssh at -> {
        String port = at.port().isPresent() ? ":" + at.port().getAsInt() : "";
        address.setText((at.host().contains(":") ? "[" + at.host() + "]" : at.host()) + port);
        user.setText(at.user().orElse(""));
        identity.setText(at.identity().map(Path::toString).orElse(""));
        sudo.setSelected(at.sudo());
      }
      case Endpoint.Https at -> {
        address.setText(at.text());
        certificate.setText(at.identity().map(Path::toString).orElse(""));
      }
    }
  }

  private NodeDraft read() {
    String called = name.getText().strip();
    if (called.contains(":") || called.isEmpty()) {
      throw new IllegalArgumentException(Texts.get("nodedialog.badname"));
    }
    Optional<Platform> chosen =
        KINDS.stream().filter(each -> each.text().equals(kind.getValue())).findFirst();
    String typed = address.getText().strip();
    Endpoint at = isHttps(typed) ? https(typed) : ssh(typed);
    return new NodeDraft(called, chosen, at, text(peer).map(PeerAddress::parse));
  }

  private Endpoint.Ssh ssh(String text) {
    Endpoint.Ssh typed = Endpoint.Ssh.parse(text);
    String login = user.getText().strip();
    Optional<Endpoint.Ssh> before = before(Endpoint.Ssh.class);
    Optional<String> hostKey =
        before
            .filter(was -> was.host().equals(typed.host()) && was.port().equals(typed.port()))
            .flatMap(Endpoint.Ssh::hostKey);
    return new Endpoint.Ssh(
        typed.host(),
        typed.port(),
        login.isEmpty() ? typed.user() : Optional.of(login),
        text(identity).map(Path::of),
        hostKey,
        sudo.isSelected(),
        before.map(Endpoint.Ssh::timeout).orElse(typed.timeout()));
  }

  private Endpoint.Https https(String text) {
    Endpoint.Https typed = Endpoint.Https.parse(text);
    Optional<Endpoint.Https> before = before(Endpoint.Https.class);
    Optional<String> fingerprint =
        before
            .filter(was -> was.authority().equals(typed.authority()))
            .flatMap(Endpoint.Https::fingerprint);
    return new Endpoint.Https(
        typed.host(),
        typed.port(),
        fingerprint,
        text(certificate).map(Path::of),
        before.map(Endpoint.Https::timeout).orElse(typed.timeout()));
  }

  /** The address that the book has, if it is of that kind. */
  private <T extends Endpoint> Optional<T> before(Class<T> type) {
    return replaced.map(quayside.core.model.Node::address).filter(type::isInstance).map(type::cast);
  }

  private static Optional<String> text(TextField field) {
    return Optional.of(field.getText().strip()).filter(text -> !text.isEmpty());
  }

  @FXML
  private void test() {
    say("muted", Texts.get("nodedialog.testing"));
    try {
      model.test(read(), this::answered, this::failed);
    } catch (IllegalArgumentException e) {
      say("danger-text", String.valueOf(e.getMessage()));
    }
  }

  private void answered(Platform platform, NodeFacts facts) {
    String words =
        Texts.get("nodedialog.works", platform.text(), facts.version(), facts.pools().size());
    say("success-text", words);
  }

  private void failed(Problem problem) {
    say("danger-text", (problem.sentence() + " " + problem.tryThis()).strip());
  }

  private void say(String style, String words) {
    answer.getStyleClass().setAll("label", style);
    answer.setText(words);
  }

  @FXML
  private void save() {
    say("muted", Texts.get("nodedialog.testing"));
    try {
      String old = replaced.map(quayside.core.model.Node::name).orElse("");
      char[] secret = token.getText().strip().toCharArray();
      model.save(old, read(), secret, this::cancel, this::failed);
    } catch (IllegalArgumentException e) {
      say("danger-text", String.valueOf(e.getMessage()));
    }
  }

  @FXML
  private void cancel() {
    token.clear();
    overlay.close(root);
  }
}
