package quayside.transport.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The payload of a closing frame (RFC 6455 §5.5.1, §7.4). */
final class Close {
  /** What stands for a close without a code. */
  static final int NO_CODE = 1005;

  private Close() {}

  static byte[] reason(int code) {
    return new byte[] {(byte) (code >> 8), (byte) code};
  }

  /** The code; {@link #NO_CODE} for an empty payload. */
  static int code(byte[] payload) throws ProtocolViolation {
    if (payload.length == 0) {
      return NO_CODE;
    }
    if (payload.length == 1) {
      throw violation();
    }
    int code = ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
    boolean standard = code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006;
    if (!standard && (code < 3000 || code > 4999)) {
      throw violation();
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload, 2, payload.length - 2));
    } catch (CharacterCodingException _) {
      throw new ProtocolViolation(
          ProtocolViolation.NOT_CONSISTENT, "A WebSocket was closed with words that are no UTF-8.");
    }
    return code;
  }

  private static ProtocolViolation violation() {
    return new ProtocolViolation(
        ProtocolViolation.PROTOCOL_ERROR, "A WebSocket was closed with a code that there is not.");
  }
}
