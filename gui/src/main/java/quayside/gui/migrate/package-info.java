/** What a drop would mean, and the plan that is shown before a move. */
package quayside.gui.migrate;
