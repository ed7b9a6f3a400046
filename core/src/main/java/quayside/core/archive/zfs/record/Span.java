package quayside.core.archive.zfs.record;

/**
 * Where a record lies.
 *
 * @param at bytes from the start of the stream to the record's header
 * @param payloadAt bytes from the start of the stream to what follows the header
 * @param payloadLength how many bytes follow the header; may be 0
 */
public record Span(long at, long payloadAt, int payloadLength) {}
