package quayside.core.migrate;

/**
 * A way that joins two nodes.
 *
 * @param name for {@link MoveRequest.Options#way()}
 * @param method how it is done, in a few words
 * @param options what it alone can be told, as it is when nothing is said
 */
public record KnownWay(String name, String method, WayOptions options) {}
