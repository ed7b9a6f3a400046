/** Programs of this computer that know what Java does not: the system's keyring. */
package quayside.transport.local;
