/** Failures in words, with details to copy. */
package quayside.gui.problem;
