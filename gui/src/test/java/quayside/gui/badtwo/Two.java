package quayside.gui.badtwo;

import java.util.List;
import quayside.gui.badone.One;
import quayside.gui.rules.Breaks;

@Breaks({"WINDOW_HAS_NO_CYCLES", "FEATURES_DO_NOT_MEET"})
public record Two(List<One> others) {}
