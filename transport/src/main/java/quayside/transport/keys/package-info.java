/** SSH keys as files and lines. */
package quayside.transport.keys;
