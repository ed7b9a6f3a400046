/** The records of a send stream, one after the other, with every checksum checked. */
package quayside.core.archive.zfs.record;
