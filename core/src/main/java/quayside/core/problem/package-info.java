/** Failures in words. */
package quayside.core.problem;
