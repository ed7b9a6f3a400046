package quayside.transport.http;

import java.io.IOException;

/** The other side of a WebSocket broke the rules; carries the code to close with. */
final class ProtocolViolation extends IOException {
  private static final long serialVersionUID = 1L;

  /** RFC 6455 §7.4.1. */
  static final int PROTOCOL_ERROR = 1002;

  static final int NOT_CONSISTENT = 1007;
  static final int TOO_BIG = 1009;

  private final int code;

  ProtocolViolation(int code, String message) {
    super(message);
    this.code = code;
  }

  int code() {
    return code;
  }
}
