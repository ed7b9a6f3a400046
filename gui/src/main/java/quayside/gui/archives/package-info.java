/**
 * The page of archives: what is in the chosen folders, whether it is whole, and what to do with it.
 */
package quayside.gui.archives;
