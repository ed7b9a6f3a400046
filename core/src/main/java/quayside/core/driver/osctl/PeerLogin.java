package quayside.core.driver.osctl;

import quayside.core.driver.NativeSend.Access;
import quayside.core.model.PeerAddress;
import quayside.transport.Command;

/**
 * Opens the restricted shell of a target from the source, without a command: an authorised key gets
 * the usage text and status 1 (facts §3.9, recorded).
 */
final class PeerLogin {
  private PeerLogin() {}

  static Command command(String keyFile, PeerAddress target) {
    return Command.of(
        "ssh",
        "-o",
        "BatchMode=yes",
        "-o",
        "StrictHostKeyChecking=no",
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
    return said.contains("Permission denied") ? Access.UNAUTHORIZED : Access.UNREACHABLE;
  }
}
