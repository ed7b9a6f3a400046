package quayside.core.model;

import java.util.Map;

/**
 * Settings that instances of a project share.
 *
 * @param name within the project
 * @param description free text
 * @param config by key
 * @param devices by name, each by key
 */
public record Profile(
    String name,
    String description,
    Map<String, String> config,
    Map<String, Map<String, String>> devices) {}
