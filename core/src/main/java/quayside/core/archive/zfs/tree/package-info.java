/**
 * What ZFS keeps in objects, read as files: directories, attributes of both ages, and extended
 * attributes.
 */
package quayside.core.archive.zfs.tree;
