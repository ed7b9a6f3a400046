/** The port to a machine: run a command there, reach a socket there, and what can go wrong. */
package quayside.transport;
