package quayside.transport;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the user's OpenSSH files are.
 *
 * @param config the client configuration, usually {@code ~/.ssh/config}; need not exist
 * @param knownHosts the file that new host keys are written to, usually {@code ~/.ssh/known_hosts}
 * @param identities the folder whose {@code id_*} files are tried, usually {@code ~/.ssh}
 * @param agent the agent's socket, usually {@code $SSH_AUTH_SOCK}
 */
public record SshSettings(Path config, Path knownHosts, Path identities, Optional<Path> agent) {

  /** The current user's own files. */
  public static SshSettings ofUser() {
    Path ssh = Path.of(System.getProperty("user.home"), ".ssh");
    Optional<Path> agent = Optional.ofNullable(System.getenv("SSH_AUTH_SOCK")).map(Path::of);
    return new SshSettings(ssh.resolve("config"), ssh.resolve("known_hosts"), ssh, agent);
  }

  /** Files in a folder of their own, without an agent: nothing of the user's is seen. */
  public static SshSettings in(Path folder) {
    return new SshSettings(
        folder.resolve("config"), folder.resolve("known_hosts"), folder, Optional.empty());
  }
}
