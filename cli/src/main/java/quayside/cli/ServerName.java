package quayside.cli;

/**
 * Something on a server by its name: {@code NODE:NAME}, or {@code NODE:PROJECT:NAME}.
 *
 * @param node in the book
 * @param project {@code default} if it was not said
 * @param name within the project
 */
record ServerName(String node, String project, String name) {

  /** Reads it as it was typed. */
  static ServerName parse(String text) {
    String[] words = text.split(":", -1);
    boolean complete = words.length == 2 || words.length == 3;
    for (String word : words) {
      complete &= !word.isEmpty();
    }
    if (!complete) {
      throw new IllegalArgumentException(
          "“" + text + "” is not understood: write NODE:NAME or NODE:PROJECT:NAME");
    }
    return words.length == 2
        ? new ServerName(words[0], "default", words[1])
        : new ServerName(words[0], words[1], words[2]);
  }

  /** As drivers are asked for it. */
  String onNode() {
    return project + ":" + name;
  }

  @Override
  public String toString() {
    return node + ":" + onNode();
  }
}
