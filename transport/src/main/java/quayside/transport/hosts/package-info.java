/** Which machine has which host key: OpenSSH's known_hosts files. */
package quayside.transport.hosts;
