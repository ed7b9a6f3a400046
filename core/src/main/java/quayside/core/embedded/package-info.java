/** A vpsAdminOS-compatible node inside this program. */
package quayside.core.embedded;
