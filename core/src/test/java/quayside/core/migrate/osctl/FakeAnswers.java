package quayside.core.migrate.osctl;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import quayside.core.driver.NativeSend;
import quayside.core.model.IdMap;
import quayside.core.model.NodeFacts;
import quayside.core.model.PeerAddress;

/** What a fake node answers when all is well: preflight has nothing to say. */
abstract class FakeAnswers implements NativeSend {
  private static final String KEY = "ssh-ed25519 AAAA tank@n1";

  @Override
  public Optional<String> sendKey(String pool) {
    return Optional.of(KEY);
  }

  @Override
  public void generateSendKey(String pool) {}

  @Override
  public List<AuthorizedKey> authorizedKeys(Optional<String> pool) {
    return List.of(new AuthorizedKey("n1", KEY, Optional.empty(), Optional.empty(), false, false));
  }

  @Override
  public void authorize(AuthorizedKey key, Optional<String> pool) {}

  @Override
  public void revoke(String key) {}

  @Override
  public Access tryAccess(String pool, PeerAddress target) {
    return Access.AUTHORIZED;
  }

  @Override
  public List<String> groupDevices(String group) {
    return List.of();
  }

  @Override
  public List<String> containerDevices(String container) {
    return List.of();
  }

  @Override
  public List<String> bridges(String container) {
    return List.of();
  }

  @Override
  public String arch(String container) {
    return "x86_64";
  }

  static NodeFacts healthy() {
    var map = List.of(new IdMap(0, 1000000, 65536));
    return new NodeFacts(
        "24.05.0",
        "x86_64",
        List.of(
            new NodeFacts.Pool("tank", "active", OptionalLong.of(1L << 40), OptionalLong.of(0))),
        List.of(new NodeFacts.User("tank", "web", map, map)),
        List.of("/", "/default"),
        Set.of("lxcbr0"));
  }
}
