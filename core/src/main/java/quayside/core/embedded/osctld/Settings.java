package quayside.core.embedded.osctld;

import java.time.Duration;

/**
 * How a node behaves.
 *
 * @param start how long a container takes to start
 * @param stop how long a container takes to shut down
 * @param writeRate bytes per second that a running container writes unless told otherwise
 * @param tokens whether the receive grammar is the one with tokens (facts §4.2) or with ids (§4.3)
 * @param version what the socket's greeting names
 */
public record Settings(
    Duration start, Duration stop, long writeRate, boolean tokens, String version) {}
