/** One compressed block of a stream back into its plain bytes. */
package quayside.core.archive.zfs.block;
