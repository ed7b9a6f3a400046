/** What ways of exporting and importing are, and what several of them share. */
package quayside.core.transfer.way;
