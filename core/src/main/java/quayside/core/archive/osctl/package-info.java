/**
 * The archives that {@code osctl ct export} writes and {@code osctl ct import} reads
 * (docs/protocols/archive.md).
 */
package quayside.core.archive.osctl;
