/** The backups that Incus and LXD servers write and read as files (docs/protocols/incus.md §7). */
package quayside.core.archive.backup;
