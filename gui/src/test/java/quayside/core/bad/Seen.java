package quayside.core.bad;

import javafx.scene.Node;
import quayside.gui.rules.Breaks;

@Breaks("CORE_IS_NOT_SEEN")
record Seen(Node node) {}
