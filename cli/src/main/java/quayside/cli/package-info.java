/** Verbs, tables, progress bars, JSON lines and exit codes. */
package quayside.cli;
