/**
 * Streams made from any file view, in the oldest form that every ZFS still receives: old znodes, no
 * features.
 */
package quayside.core.archive.zfs.write;
