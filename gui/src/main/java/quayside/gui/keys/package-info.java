/** Questions that a connection asks a person: host keys, passphrases, passwords. */
package quayside.gui.keys;
