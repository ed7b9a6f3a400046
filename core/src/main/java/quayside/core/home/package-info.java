/** Where this program keeps its files. */
package quayside.core.home;
