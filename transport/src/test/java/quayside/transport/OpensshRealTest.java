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

  /** An sshd that is not root's may be unable to hand a terminal over. */
  @Override
  protected boolean hasTerminals() {
    return "root".equals(System.getProperty("user.name"));
  }
}
