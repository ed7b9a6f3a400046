/** The main window: rail, fleet, work, details and activity in one frame. */
package quayside.gui.main;
