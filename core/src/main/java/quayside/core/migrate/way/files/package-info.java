/** Whether all files of a container are there in another place, wherever both are. */
package quayside.core.migrate.way.files;
