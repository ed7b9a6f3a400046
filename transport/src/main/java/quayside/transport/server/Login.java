package quayside.transport.server;

import java.net.InetSocketAddress;
import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;
import org.jspecify.annotations.Nullable;
import quayside.transport.keys.PublicKeyLine;

/**
 * Asks the accounts about keys and remembers in the session what was granted. The last key asked
 * about is the one that the session was then authenticated with: mina asks before it verifies.
 */
final class Login implements PublickeyAuthenticator {
  private static final AttributeKey<Grant> GRANT = new AttributeKey<>();

  private final Map<String, Account> accounts;

  Login(Map<String, Account> accounts) {
    this.accounts = Map.copyOf(accounts);
  }

  @Override
  public boolean authenticate(String user, PublicKey key, ServerSession session) {
    session.removeAttribute(GRANT);
    @Nullable Account account = accounts.get(user);
    if (account == null || !(session.getClientAddress() instanceof InetSocketAddress client)) {
      return false;
    }
    Optional<Grant> grant = account.authorize(line(key), client);
    grant.ifPresent(g -> session.setAttribute(GRANT, g));
    return grant.isPresent();
  }

  /** What the session's login may do. */
  static Optional<Grant> of(Session session) {
    return Optional.ofNullable(session.getAttribute(GRANT));
  }

  private static PublicKeyLine line(PublicKey key) {
    return PublicKeyLine.parse(PublicKeyEntry.toString(key));
  }
}
