/** What every view leans on: the border to the JavaFX thread, texts, icons, themes and dialogs. */
package quayside.gui.fx;
