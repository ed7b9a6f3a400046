/** Machines for tests: the product's own server, and a real OpenSSH server. */
@org.jspecify.annotations.NullMarked
package quayside.transport.lab;
