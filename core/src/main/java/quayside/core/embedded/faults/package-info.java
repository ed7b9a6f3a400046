/** Faults that an embedded node can be told to have. */
package quayside.core.embedded.faults;
