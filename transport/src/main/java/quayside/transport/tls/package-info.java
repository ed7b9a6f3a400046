/** TLS: streams to a service whose certificate is known, shown a certificate of our own. */
package quayside.transport.tls;
