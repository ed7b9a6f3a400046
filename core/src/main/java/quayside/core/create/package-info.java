/** Making instances as it is asked for: what a server offers for it, check, start. */
package quayside.core.create;
