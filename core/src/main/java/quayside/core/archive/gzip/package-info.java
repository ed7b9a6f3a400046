/** Compressing on all processors into one ordinary gzip member. */
package quayside.core.archive.gzip;
