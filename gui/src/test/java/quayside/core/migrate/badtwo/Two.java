package quayside.core.migrate.badtwo;

import quayside.core.driver.NativeSend;
import quayside.gui.rules.Breaks;

@Breaks({"WAYS_DO_NOT_MEET", "NATIVE_SEND_IN_ITS_WAY_ONLY"})
public record Two(NativeSend send) {}
