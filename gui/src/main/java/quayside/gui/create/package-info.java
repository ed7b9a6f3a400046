/** Asks what an instance shall be made of, and has it made. */
package quayside.gui.create;
