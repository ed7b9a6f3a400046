/** What {@code lab/bench} compares the window with; no tests. */
package quayside.gui.bench;
