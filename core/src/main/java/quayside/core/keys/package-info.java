/** Who may send to whom, by which key; the keys of this desktop; the keys of hosts. */
package quayside.core.keys;
