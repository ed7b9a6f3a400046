package quayside.core.badone;

import java.util.List;
import quayside.core.badtwo.Two;
import quayside.gui.rules.Breaks;

@Breaks("CORE_HAS_NO_CYCLES")
public record One(List<Two> others) {}
