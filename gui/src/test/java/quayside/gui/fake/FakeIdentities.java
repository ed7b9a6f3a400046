package quayside.gui.fake;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import quayside.core.keys.Identities;
import quayside.core.keys.KeysOfNode;
import quayside.transport.keys.PublicKeyLine;

/** Made-up keys of this computer. */
public final class FakeIdentities implements Identities {
  /** What was asked of it, in words. */
  public final List<String> asked = new CopyOnWriteArrayList<>();

  @Override
  public List<Identity> list() {
    return List.of(
        new Identity(
            Optional.of(Path.of("/home/me/.ssh/id_ed25519")),
            KeysOfNode.parse(FakeTrust.key(70)),
            true),
        new Identity(Optional.empty(), KeysOfNode.parse(FakeTrust.key(71)), false));
  }

  @Override
  public Identity generate(Path file, String comment, char[] passphrase) {
    asked.add("generate " + file + " " + comment + " " + passphrase.length);
    return list().getFirst();
  }

  @Override
  public boolean copy(String node, PublicKeyLine key) {
    asked.add("copy " + node);
    return true;
  }

  @Override
  public void tryLogin(String node, Path file) {}

  @Override
  public void use(String node, Optional<Identity> identity) {
    asked.add("use " + node);
  }
}
