package quayside.core.fleet;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Settings and devices of instances as people type them: {@code KEY=VALUE}. */
public final class Pairs {
  private Pairs() {}

  /** The lines of a field in which each has one; those without anything do not count. */
  public static Stream<String> lines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty());
  }

  /**
   * Takes {@code KEY=VALUE} apart; the value may be empty.
   *
   * @param option where it was typed, for the sentence if it is none
   * @throws IllegalArgumentException that sentence
   */
  public static void put(Map<String, String> into, String text, String option) {
    int at = text.indexOf('=');
    if (at <= 0) {
      throw new IllegalArgumentException(
          "“" + text + "” is not KEY=VALUE, as " + option + " wants it");
    }
    into.put(text.substring(0, at), text.substring(at + 1));
  }

  /**
   * Takes {@code NAME,KEY=VALUE,…} apart.
   *
   * @param option where it was typed, for the sentence if it is none
   * @throws IllegalArgumentException that sentence
   */
  public static void putDevice(Map<String, Map<String, String>> into, String text, String option) {
    String[] words = text.split(",", -1);
    var device = new LinkedHashMap<String, String>();
    for (int i = 1; i < words.length; i++) {
      put(device, words[i], option);
    }
    if (words[0].isEmpty() || words[0].contains("=") || device.isEmpty()) {
      throw new IllegalArgumentException(
          "“" + text + "” is no device: a name, a comma, then KEY=VALUE with commas between");
    }
    into.put(words[0], device);
  }
}
