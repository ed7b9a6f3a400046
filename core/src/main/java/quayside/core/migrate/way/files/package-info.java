/** Whether all files of a container are there in another place, and what a refresh could miss. */
package quayside.core.migrate.way.files;
