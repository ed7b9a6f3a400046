/** What there is: nodes, containers and their states, as plain values. */
package quayside.core.model;
