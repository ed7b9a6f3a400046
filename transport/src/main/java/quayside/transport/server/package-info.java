/** A small SSH server: users, who may log in by which key, and what they may then do. */
package quayside.transport.server;
