package quayside.core.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings that instances of a project share.
 *
 * @param name within the project
 * @param description free text
 * @param config by key
 * @param devices by name, each by key
 * @param instances those that use it, as {@code project:name}
 * @param etag what {@code save} compares; absent in lists
 */
public record Profile(
    String name,
    String description,
    Map<String, String> config,
    Map<String, Map<String, String>> devices,
    List<String> instances,
    Optional<String> etag) {}
