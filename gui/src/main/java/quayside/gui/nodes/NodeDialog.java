package quayside.gui.nodes;

import java.nio.file.Path;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import quayside.core.model.Node;
import quayside.core.model.NodeFacts;
import quayside.core.model.PeerAddress;
import quayside.core.model.Platform;
import quayside.core.problem.Problem;
import quayside.gui.fx.FxmlViews;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.Texts;
import quayside.transport.Endpoint;

/** The form of one node: name, address and how to get in. */
public final class NodeDialog {
  private final FleetViewModel model;
  private final Overlay overlay;
  private final String replaced;
  private final Region root;
  @FXML private Label title;
  @FXML private TextField name;
  @FXML private TextField address;
  @FXML private TextField user;
  @FXML private TextField identity;
  @FXML private TextField peer;
  @FXML private CheckBox sudo;
  @FXML private Label answer;
  @FXML private Button test;
  @FXML private Button save;

  private NodeDialog(FleetViewModel model, Overlay overlay, Optional<Node> node) {
    this.model = model;
    this.overlay = overlay;
    this.replaced = node.map(Node::name).orElse("");
    root = FxmlViews.load("nodes/NodeDialog", this);
    title.setText(Texts.get(node.isPresent() ? "nodedialog.edit" : "nodedialog.add"));
    node.ifPresent(this::fill);
    save.disableProperty().bind(name.textProperty().isEmpty().or(address.textProperty().isEmpty()));
    test.disableProperty().bind(address.textProperty().isEmpty());
  }

  /** Opens the form, empty or with a node of the book. */
  public static void open(FleetViewModel model, Overlay overlay, Optional<Node> node) {
    NodeDialog dialog = new NodeDialog(model, overlay, node);
    overlay.show(dialog.root, dialog.name, () -> {});
  }

  private void fill(Node node) {
    name.setText(node.name());
    Endpoint.Ssh at = node.address();
    String port = at.port().isPresent() ? ":" + at.port().getAsInt() : "";
    address.setText((at.host().contains(":") ? "[" + at.host() + "]" : at.host()) + port);
    user.setText(at.user().orElse(""));
    identity.setText(at.identity().map(Path::toString).orElse(""));
    sudo.setSelected(at.sudo());
    peer.setText(node.peer().map(PeerAddress::text).orElse(""));
  }

  private Node read() {
    Endpoint.Ssh typed = Endpoint.Ssh.parse(address.getText().strip());
    String login = user.getText().strip();
    Optional<Endpoint.Ssh> before =
        model.rows().stream()
            .filter(row -> row.name().equals(replaced))
            .map(row -> row.view().get().node().address())
            .findFirst();
    Optional<String> hostKey =
        before
            .filter(was -> was.host().equals(typed.host()) && was.port().equals(typed.port()))
            .flatMap(Endpoint.Ssh::hostKey);
    Endpoint.Ssh at =
        new Endpoint.Ssh(
            typed.host(),
            typed.port(),
            login.isEmpty() ? typed.user() : Optional.of(login),
            text(identity).map(Path::of),
            hostKey,
            sudo.isSelected(),
            before.map(Endpoint.Ssh::timeout).orElse(typed.timeout()));
    String called = name.getText().strip();
    if (called.contains(":") || called.isEmpty()) {
      throw new IllegalArgumentException(Texts.get("nodedialog.badname"));
    }
    return new Node(called, Platform.VPSADMINOS, at, text(peer).map(PeerAddress::parse));
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

  private void answered(NodeFacts facts) {
    say("success-text", Texts.get("nodedialog.works", facts.version(), facts.pools().size()));
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
    try {
      model.save(replaced, read(), this::cancel, this::failed);
    } catch (IllegalArgumentException e) {
      say("danger-text", String.valueOf(e.getMessage()));
    }
  }

  @FXML
  private void cancel() {
    overlay.close(root);
  }
}
