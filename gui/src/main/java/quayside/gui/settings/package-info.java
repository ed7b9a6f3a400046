/** What the window remembers, and what it says about itself. */
package quayside.gui.settings;
