/**
 * ZFS send streams in plain Java: opened like a folder, proved whole, and written so that ZFS
 * receives them.
 */
package quayside.core.archive.zfs;
