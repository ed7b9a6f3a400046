/** Moving and cloning: what would happen, what is in the way, and doing it. */
package quayside.core.migrate;
