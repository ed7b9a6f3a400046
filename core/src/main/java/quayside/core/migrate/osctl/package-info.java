/** The way between vpsAdminOS nodes: osctl's own send, its steps driven one by one. */
package quayside.core.migrate.osctl;
