/** Blocking streams over channels, the same for client and server. */
package quayside.transport.stream;
