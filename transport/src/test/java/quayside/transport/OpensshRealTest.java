package quayside.transport;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import quayside.transport.lab.Lab;
import quayside.transport.lab.OpensshLab;
import quayside.transport.lab.Program;

/** The contract, served by a real OpenSSH server. */
class OpensshRealTest extends RemoteContract {
  @Override
  protected Lab open(Path folder) throws Exception {
    assumeTrue(Program.exists(OpensshLab.SSHD), "OpenSSH's server is not installed");
    return new OpensshLab(folder);
  }
}
