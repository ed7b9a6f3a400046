/** Exports from and imports into vpsAdminOS nodes. */
package quayside.core.transfer.osctl;
