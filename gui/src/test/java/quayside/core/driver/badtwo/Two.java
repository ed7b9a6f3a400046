package quayside.core.driver.badtwo;

import java.util.List;
import quayside.core.driver.badone.One;
import quayside.gui.rules.Breaks;

@Breaks("DRIVERS_DO_NOT_MEET")
public record Two(List<One> others) {}
