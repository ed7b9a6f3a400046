package quayside.core.model.bad;

import quayside.gui.rules.Breaks;

@Breaks("MODELS_ARE_VALUES")
final class Mutable {
  int count;
}
