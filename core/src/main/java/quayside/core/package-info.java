/** The composition root: everything the engine offers, put together once. */
package quayside.core;
