/** The ways of Incus and LXD: backups that the server writes and reads. */
package quayside.core.transfer.incus;
