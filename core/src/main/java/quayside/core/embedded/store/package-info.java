/** Datasets made of plain folders: trees, snapshots and the streams between two of them. */
package quayside.core.embedded.store;
