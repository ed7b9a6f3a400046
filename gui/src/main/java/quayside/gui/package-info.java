/** Where the window starts: the one place that puts views, view models and the engine together. */
package quayside.gui;
