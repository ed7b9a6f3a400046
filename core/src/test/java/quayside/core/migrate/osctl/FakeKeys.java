package quayside.core.migrate.osctl;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import quayside.core.driver.NodeKeys;
import quayside.core.model.PeerAddress;
import quayside.transport.Endpoint;
import quayside.transport.keys.KeyFiles;
import quayside.transport.keys.PublicKeyLine;

/** The keys of a fake node when all is well: everybody may send to it. */
final class FakeKeys implements NodeKeys {
  private static final String KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAKJUTh6TWdREVT6mSSFcaStM7qrA/jSMRmn+/LkUscX tank@n1";

  @Override
  public Optional<SendKey> sendKey(String pool) {
    return Optional.of(new SendKey(pool, KEY, "/tank/key.pub", Optional.empty()));
  }

  @Override
  public void generate(String pool, KeyFiles.Kind kind, OptionalInt bits, boolean replace) {}

  @Override
  public List<AuthorizedKey> authorizedKeys(Optional<String> pool) {
    return List.of(AuthorizedKey.of("n1", KEY));
  }

  @Override
  public void authorize(AuthorizedKey key, char[] passphrase, Optional<String> pool) {}

  @Override
  public void revoke(String name, Optional<String> pool) {}

  @Override
  public Access tryAccess(String pool, PeerAddress target) {
    return Access.AUTHORIZED;
  }

  @Override
  public String seenBy(Endpoint.Ssh login) {
    return "10.0.0.1";
  }

  @Override
  public List<PublicKeyLine> hostKeys() {
    return List.of();
  }

  @Override
  public List<PublicKeyLine> shownTo(PeerAddress target) {
    return List.of();
  }

  @Override
  public List<PublicKeyLine> knownHostKeys(PeerAddress target) {
    return List.of();
  }

  @Override
  public boolean addLogin(PublicKeyLine key) {
    return false;
  }

  @Override
  public void pin(PeerAddress target, List<PublicKeyLine> keys) {}
}
