/** One archive opened: what it tells of itself, its texts, and its files like a folder. */
package quayside.gui.archives.inside;
