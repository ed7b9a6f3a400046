package quayside.core.model;

import java.util.regex.Pattern;

/**
 * Where other nodes reach a node. The destination of a send is resolved on the source node, not by
 * this desktop's aliases.
 *
 * @param host name or address
 * @param port SSH port
 */
public record PeerAddress(String host, int port) {
  private static final Pattern HOST = Pattern.compile("\\w[\\w.-]*|[0-9A-Fa-f:.]+(?:%\\w+)?");

  /**
   * Reads {@code HOST} or {@code HOST:PORT} or {@code [V6]:PORT}; the port defaults to 22.
   *
   * @throws IllegalArgumentException with a sentence for people if the text is none of these
   */
  public static PeerAddress parse(String text) {
    PeerAddress read = split(text);
    if (!HOST.matcher(read.host).matches()) {
      throw malformed(text);
    }
    return read;
  }

  /**
   * Reads what was written down before, whatever its host looks like: one bad address must not make
   * a whole node book unreadable. Preflight refuses it before it reaches a node.
   *
   * @throws IllegalArgumentException with a sentence for people if the port is none
   */
  public static PeerAddress split(String text) {
    int colon = text.lastIndexOf(':');
    boolean bareV6 = colon >= 0 && text.indexOf(':') != colon && !text.startsWith("[");
    boolean port = colon > 0 && !bareV6 && text.charAt(text.length() - 1) != ']';
    String host = (port ? text.substring(0, colon) : text).replaceAll("(?s)^\\[(.*)]$", "$1");
    try {
      int number = port ? Integer.parseInt(text.substring(colon + 1)) : 22;
      if (number > 0 && number < 65536) {
        return new PeerAddress(host, number);
      }
    } catch (NumberFormatException _) {
      // falls through to the sentence below
    }
    throw malformed(text);
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException("“" + text + "” is not HOST or HOST:PORT");
  }

  /** As {@link #parse} reads it. */
  public String text() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
