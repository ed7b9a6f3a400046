/** The SSH client: sshj, tuned, with the channels and the care that it lacks. */
package quayside.transport.ssh;
