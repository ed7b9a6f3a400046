/** A fleet of thin air: hand-written stand-ins for the engine, and a gallery to look at. */
package quayside.gui.fake;
