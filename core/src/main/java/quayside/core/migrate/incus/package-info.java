/**
 * The way between Incus and LXD servers: copied while it runs, refreshed, switched over, verified.
 */
package quayside.core.migrate.incus;
