/** What a way of moving containers is, and what ways share. */
package quayside.core.migrate.way;
