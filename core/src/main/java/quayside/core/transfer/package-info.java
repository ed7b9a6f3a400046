/** Exports of containers into archives on this machine, and imports of archives into nodes. */
package quayside.core.transfer;
