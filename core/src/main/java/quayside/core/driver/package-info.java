/** What can be done with the containers of one node, whatever kind of node it is. */
package quayside.core.driver;
