package quayside.core.driver.incus;

import quayside.core.driver.InstanceBackups;
import quayside.core.driver.InstanceServer;
import quayside.core.driver.InstanceSnapshots;
import quayside.core.driver.InstanceTransfers;
import quayside.core.driver.Instances;
import quayside.core.driver.Profiles;
import quayside.core.driver.ServerObjects;
import quayside.core.driver.ServerOperations;
import quayside.core.model.ServerInfo;

/** The parts of a server's API over one connection. */
record IncusServer(
    ServerInfo info,
    Instances instances,
    InstanceSnapshots snapshots,
    ServerObjects objects,
    Profiles profiles,
    ServerOperations operations,
    InstanceTransfers transfers,
    InstanceBackups backups)
    implements InstanceServer {}
