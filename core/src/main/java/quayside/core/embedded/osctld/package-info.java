/** The daemon of an embedded node: its containers, its state on disk and its commands. */
package quayside.core.embedded.osctld;
