/** Incus and LXD servers by their REST API: one driver, two dialects. */
package quayside.core.driver.incus;
