package quayside.core.migrate.badone;

import java.util.List;
import quayside.core.migrate.badtwo.Two;
import quayside.gui.rules.Breaks;

@Breaks("WAYS_DO_NOT_MEET")
public record One(List<Two> others) {}
