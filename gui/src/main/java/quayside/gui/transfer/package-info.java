/** Exports into archives and imports of them: what is asked before, and what is in the way. */
package quayside.gui.transfer;
