package quayside.core.transfer;

import quayside.core.migrate.Preflight;

/**
 * What would happen to an export or import, and by which way.
 *
 * @param way name of the way; empty if there is none
 * @param method how it is done, in a few words
 * @param preflight what was found
 */
public record Checked(String way, String method, Preflight preflight) {}
