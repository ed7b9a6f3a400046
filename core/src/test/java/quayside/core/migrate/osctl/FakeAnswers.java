package quayside.core.migrate.osctl;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import quayside.core.driver.NativeSend;
import quayside.core.model.IdMap;
import quayside.core.model.NodeFacts;

/** What a fake node answers when all is well: preflight has nothing to say. */
abstract class FakeAnswers implements NativeSend {
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
