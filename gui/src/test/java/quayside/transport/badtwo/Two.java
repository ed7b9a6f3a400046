package quayside.transport.badtwo;

import java.util.List;
import quayside.gui.rules.Breaks;
import quayside.transport.badone.One;

@Breaks("TRANSPORT_HAS_NO_CYCLES")
public record Two(List<One> others) {}
