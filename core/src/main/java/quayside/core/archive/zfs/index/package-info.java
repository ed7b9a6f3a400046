/**
 * Where everything in a chain of streams lies, kept on disk, so that any block of any object is
 * found at once.
 */
package quayside.core.archive.zfs.index;
