/** Measurements that {@code lab/bench} starts; no tests. */
package quayside.cli.bench;
