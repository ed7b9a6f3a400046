/** The window. */
@org.jspecify.annotations.NullMarked
module quayside.gui {
  requires static transitive org.jspecify;
  requires quayside.core;
  requires javafx.controls;
  requires javafx.fxml;
  requires org.controlsfx.controls;
  requires atlantafx.base;
  requires org.kordamp.ikonli.core;
  requires org.kordamp.ikonli.javafx;
  requires org.kordamp.ikonli.feather;

  exports quayside.gui to
      javafx.graphics;

  opens quayside.gui.migrate to
      javafx.fxml;
  opens quayside.gui.nodes to
      javafx.fxml;
  opens quayside.gui.problem to
      javafx.fxml;
  opens quayside.gui.settings to
      javafx.fxml;
}
