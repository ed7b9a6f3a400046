/** Finding a member of a tar archive without unpacking it. */
package quayside.core.archive.tar;
