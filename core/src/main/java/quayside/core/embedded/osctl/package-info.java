/** The osctl command line of an embedded node: parses what was typed, asks the daemon, prints. */
package quayside.core.embedded.osctl;
