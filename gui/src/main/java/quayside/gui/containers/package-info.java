/** The containers of the selected nodes: table, filter, actions and details. */
package quayside.gui.containers;
