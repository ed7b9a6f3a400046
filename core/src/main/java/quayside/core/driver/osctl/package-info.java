/** vpsAdminOS nodes: osctld's socket through SSH, or osctl where the socket is out of reach. */
package quayside.core.driver.osctl;
