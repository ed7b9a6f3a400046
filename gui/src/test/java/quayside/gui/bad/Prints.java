package quayside.gui.bad;

import quayside.gui.rules.Breaks;

@Breaks("ONE_CONSOLE")
final class Prints {
  void print(String text) {
    System.out.println(text);
  }
}
