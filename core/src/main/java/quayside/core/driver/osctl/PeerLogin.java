package quayside.core.driver.osctl;

import quayside.core.driver.NodeKeys.Access;
import quayside.core.model.PeerAddress;
import quayside.transport.Command;

/**
 * Opens the restricted shell of a target from the source, without a command: an authorised key gets
 * the usage text and status 1 (facts §3.9, recorded). A send accepts any host key; the probe does
 * not accept another one than the source knows (ssh_config(5), StrictHostKeyChecking).
 */
final class PeerLogin {
  private PeerLogin() {}

  static Command command(String keyFile, PeerAddress target) {
    return Command.of(
        "ssh",
        "-o",
        "BatchMode=yes",
        "-o",
        "StrictHostKeyChecking=accept-new",
        "-o",
        "ConnectTimeout=10",
        "-T",
        "-p",
        Integer.toString(target.port()),
        "-i",
        keyFile,
        "-l",
        "osctl-ct-receive",
        target.host());
  }

  static Access read(Shell.Result result) {
    String said = result.err() + result.out();
    if (said.contains("receive skel") && result.exit() != 255) {
      return Access.AUTHORIZED;
    }
    if (said.contains("REMOTE HOST IDENTIFICATION HAS CHANGED")
        || said.contains("Host key verification failed")) {
      return Access.OTHER_HOST_KEY;
    }
    return said.contains("Permission denied") ? Access.UNAUTHORIZED : Access.UNREACHABLE;
  }
}
