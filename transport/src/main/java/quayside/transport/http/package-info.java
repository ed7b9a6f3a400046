/** HTTP and WebSockets over streams that somebody else opens; the only user of the HTTP library. */
package quayside.transport.http;
