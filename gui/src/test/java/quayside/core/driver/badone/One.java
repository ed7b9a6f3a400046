package quayside.core.driver.badone;

import java.util.List;
import quayside.core.driver.badtwo.Two;
import quayside.gui.rules.Breaks;

@Breaks("DRIVERS_DO_NOT_MEET")
public record One(List<Two> others) {}
