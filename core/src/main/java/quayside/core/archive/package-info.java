/** Archives of containers on this machine, of whatever kind: looked into, checked and compared. */
package quayside.core.archive;
