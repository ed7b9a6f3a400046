package quayside.core.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An instance that shall be made.
 *
 * @param project where; must be there
 * @param name its name; absent: the server makes one up
 * @param source where its files come from
 * @param settings what it is to be like
 */
public record NewInstance(
    String project, Optional<String> name, Source.Direct source, InstanceSettings settings) {

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

  /** Whether it can be the name of an instance; LXD also refuses those that begin with a digit. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Where the files come from. */
  public sealed interface Source {

    /** What a server can be told as it is. */
    sealed interface Direct extends Source {}

    /**
     * An image of another node of the book, which has to be asked before a server can be told of
     * it.
     *
     * @param node its name
     * @param alias of an image of its project {@code default}, or at least twelve digits of its
     *     fingerprint
     */
    record OfNode(String node, String alias) implements Source {}

    /**
     * An image that the server has.
     *
     * @param alias its alias, or at least twelve digits of its fingerprint
     */
    record Local(String alias) implements Direct {}

    /**
     * An image that the server fetches.
     *
     * @param server address of who has it
     * @param protocol {@code simplestreams}, or of another Incus or LXD server {@code incus} or
     *     {@code lxd}
     * @param certificate of such a server as PEM; absent: some authority vouches for it
     * @param alias name of the image there, or at least twelve digits of its fingerprint
     * @param secret what lets it be fetched if it is not public; by its whole fingerprint alone
     */
    record Remote(
        String server,
        String protocol,
        Optional<String> certificate,
        String alias,
        Optional<OneTimeSecret> secret)
        implements Direct {

      /** A public one. */
      public Remote(String server, String protocol, Optional<String> certificate, String alias) {
        this(server, protocol, certificate, alias, Optional.empty());
      }

      /** A public one from a server that some authority vouches for. */
      public Remote(String server, String protocol, String alias) {
        this(server, protocol, Optional.empty(), alias);
      }
    }

    /** No files at all. */
    record Empty() implements Direct {}

    /**
     * Another instance of the same server.
     *
     * @param project where it is
     * @param name its name
     * @param snapshot the state to copy; absent: as it is now
     * @param snapshots whether its snapshots are copied too
     */
    record Copy(String project, String name, Optional<String> snapshot, boolean snapshots)
        implements Direct {}
  }
}
