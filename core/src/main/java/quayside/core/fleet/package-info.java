/** All nodes: the book they are kept in and what is known of each right now. */
package quayside.core.fleet;
