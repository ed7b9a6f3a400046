/** YAML in and out; the only user of its library. */
package quayside.core.yaml;
