package quayside.core.badtwo;

import java.util.List;
import quayside.core.badone.One;
import quayside.gui.rules.Breaks;

@Breaks("CORE_HAS_NO_CYCLES")
public record Two(List<One> others) {}
