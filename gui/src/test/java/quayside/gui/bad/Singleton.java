package quayside.gui.bad;

import java.util.HashMap;
import quayside.gui.rules.Breaks;

@Breaks({"NO_SINGLETONS", "NO_STATIC_STATE"})
final class Singleton {
  static final HashMap<String, Singleton> ALL = new HashMap<>();

  static Singleton getInstance() {
    return ALL.computeIfAbsent("only", _ -> new Singleton());
  }
}
