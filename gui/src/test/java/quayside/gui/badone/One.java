package quayside.gui.badone;

import java.util.List;
import quayside.gui.badtwo.Two;
import quayside.gui.rules.Breaks;

@Breaks({"WINDOW_HAS_NO_CYCLES", "FEATURES_DO_NOT_MEET"})
public record One(List<Two> others) {}
