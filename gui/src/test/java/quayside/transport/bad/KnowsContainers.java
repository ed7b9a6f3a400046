package quayside.transport.bad;

import quayside.core.model.ContainerState;
import quayside.gui.rules.Breaks;

@Breaks("TRANSPORT_KNOWS_NO_CONTAINERS")
record KnowsContainers(ContainerState state) {}
