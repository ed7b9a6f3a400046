package quayside.core.model;

/**
 * Lets whoever shows it to a server do one thing there, once.
 *
 * @param operation of that server by which it is taken back
 * @param text what is shown; stands in no log, journal or message
 */
public record OneTimeSecret(String operation, String text) {
  @Override
  public String toString() {
    return "OneTimeSecret[" + operation + "]"; // never the text
  }
}
