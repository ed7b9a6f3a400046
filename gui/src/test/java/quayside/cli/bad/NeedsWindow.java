package quayside.cli.bad;

import javafx.scene.Node;
import quayside.gui.rules.Breaks;

@Breaks("CLI_NEEDS_NO_WINDOW")
record NeedsWindow(Node node) {}
