/**
 * Work that takes a while: steps, progress, cancel, undo, and the journal that survives a crash.
 */
package quayside.core.operation;
