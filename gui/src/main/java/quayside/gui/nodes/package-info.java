/** The fleet at the left: node rows, drop targets and the form of one node. */
package quayside.gui.nodes;
