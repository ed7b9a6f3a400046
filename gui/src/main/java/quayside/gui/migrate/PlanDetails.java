package quayside.gui.migrate;

import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.OsctlOptions;
import quayside.core.migrate.WayOptions;
import quayside.gui.fx.ChoiceWords;
import quayside.gui.fx.FxmlViews;
import quayside.gui.fx.Lines;
import quayside.gui.fx.Texts;

/** The details of a plan that few need: folded away, and only those that its way can be told. */
final class PlanDetails {
  private final MoveViewModel model;
  private final Region root;
  @FXML private Label asUserLabel;
  @FXML private TextField asUser;
  @FXML private Label asGroupLabel;
  @FXML private TextField asGroup;
  @FXML private TextField toPool;
  @FXML private Label portLabel;
  @FXML private TextField port;
  @FXML private Label portEffect;
  @FXML private Label toProjectLabel;
  @FXML private TextField toProject;
  @FXML private CheckBox withoutSnapshots;
  @FXML private Label profilesLabel;
  @FXML private TextField profiles;
  @FXML private Label routeLabel;
  @FXML private ComboBox<Optional<IncusOptions.Route>> route;
  @FXML private Label configLabel;
  @FXML private TextArea config;
  @FXML private Label devicesLabel;
  @FXML private TextArea devices;

  /**
   * Details of a plan.
   *
   * @param typed what happens while somebody types
   */
  PlanDetails(MoveViewModel model, Runnable typed) {
    this.model = model;
    root = FxmlViews.load("migrate/PlanDetails", this);
    bind();
    for (var option : List.of(model.instances.withoutSnapshots, model.instances.route)) {
      option.addListener(_ -> model.check());
    }
    for (var text :
        List.of(
            model.osctl.asUser,
            model.osctl.asGroup,
            model.osctl.port,
            model.toPool,
            model.instances.toProject,
            model.instances.profiles,
            model.instances.config,
            model.instances.devices)) {
      text.addListener(_ -> typed.run());
    }
  }

  /** Where they are. */
  Region root() {
    return root;
  }

  private void bind() {
    asUser.textProperty().bindBidirectional(model.osctl.asUser);
    asGroup.textProperty().bindBidirectional(model.osctl.asGroup);
    port.textProperty().bindBidirectional(model.osctl.port);
    toPool.textProperty().bindBidirectional(model.toPool);
    toProject.textProperty().bindBidirectional(model.instances.toProject);
    withoutSnapshots.selectedProperty().bindBidirectional(model.instances.withoutSnapshots);
    profiles.textProperty().bindBidirectional(model.instances.profiles);
    config.textProperty().bindBidirectional(model.instances.config);
    devices.textProperty().bindBidirectional(model.instances.devices);
    List.of(config, devices).forEach(Lines::leaveByTab);
    route.getItems().setAll(Routes.CHOICES);
    route.setConverter(new ChoiceWords<>("", Routes::words));
    route.valueProperty().bindBidirectional(model.instances.route);
  }

  /**
   * Shows only what a way can be told.
   *
   * @return what there is, in words
   */
  String show(WayOptions known) {
    show(
        known instanceof OsctlOptions,
        List.of(asUserLabel, asUser, asGroupLabel, asGroup, portLabel, port, portEffect));
    show(
        known instanceof IncusOptions,
        List.of(
            toProjectLabel,
            toProject,
            withoutSnapshots,
            profilesLabel,
            profiles,
            routeLabel,
            route,
            configLabel,
            config,
            devicesLabel,
            devices));
    port.setPromptText(model.usualPort());
    return Texts.get(
        switch (known) {
          case WayOptions.None _ -> "plan.advanced.any";
          case OsctlOptions _ -> "plan.advanced";
          case IncusOptions _ -> "plan.advanced.instance";
        });
  }

  private static void show(boolean visible, List<? extends Node> fields) {
    for (Node field : fields) {
      field.setVisible(visible);
      field.setManaged(visible);
    }
  }
}
