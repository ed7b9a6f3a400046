/** The activity: one line for each operation, with its steps, figures and actions. */
package quayside.gui.tasks;
