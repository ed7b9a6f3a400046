package quayside.core;

import java.io.IOException;
import quayside.core.create.Creations;
import quayside.core.driver.Drivers;
import quayside.core.fleet.Fleet;
import quayside.core.home.Home;
import quayside.core.keys.HostKeyBook;
import quayside.core.keys.Identities;
import quayside.core.keys.Trust;
import quayside.core.migrate.Moves;
import quayside.core.operation.Activity;
import quayside.core.transfer.Exports;
import quayside.core.transfer.Imports;
import quayside.transport.HostKeys;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;

/** The engine, put together: what the window and the command line work with. */
public interface Quayside extends AutoCloseable {

  /** Opens the engine on a home. */
  static Quayside open(Home home, SshSettings ssh, HostKeys hostKeys, Secrets secrets)
      throws IOException {
    return Engine.open(home, ssh, hostKeys, secrets);
  }

  Fleet fleet();

  Moves moves();

  Exports exports();

  Imports imports();

  Creations creations();

  Activity activity();

  /** Who may send to whom. */
  Trust trust();

  /** Which host keys are known. */
  HostKeyBook hostKeys();

  /** The keys by which this desktop logs in. */
  Identities identities();

  /** Connections to single nodes, for whoever does one step by hand. */
  Drivers drivers();

  /** Leaves running operations to the journal and closes every connection. */
  @Override
  void close();
}
