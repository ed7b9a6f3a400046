package quayside.core.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A container as its node described it.
 *
 * @param ref its name in the fleet
 * @param state what it is doing
 * @param user the system user whose id map it has
 * @param group its control group, starts with a slash
 * @param dataset its root dataset
 * @param distribution for example {@code debian}
 * @param version of the distribution
 * @param hostname as configured
 * @param initPid process id of its init on the node, while it runs
 * @param memory bytes in use, where the node tells
 * @param cpuTime microseconds since it started, where the node tells
 * @param disk bytes that its datasets use, where the node tells
 * @param addresses IP addresses with prefix
 * @param record everything the node said, by the node's own names (JSON values)
 */
public record Container(
    ContainerRef ref,
    ContainerState state,
    String user,
    String group,
    String dataset,
    String distribution,
    String version,
    Optional<String> hostname,
    OptionalLong initPid,
    OptionalLong memory,
    OptionalLong cpuTime,
    OptionalLong disk,
    List<String> addresses,
    Map<String, Object> record) {}
