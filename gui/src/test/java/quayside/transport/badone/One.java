package quayside.transport.badone;

import java.util.List;
import quayside.gui.rules.Breaks;
import quayside.transport.badtwo.Two;

@Breaks("TRANSPORT_HAS_NO_CYCLES")
public record One(List<Two> others) {}
