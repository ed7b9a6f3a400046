package quayside.core.json;

import java.io.IOException;

/** A text that is not what was agreed on: no JSON (or YAML), or without an expected value. */
public final class JsonException extends IOException {
  private static final long serialVersionUID = 1L;

  public JsonException(String message) {
    super(message);
  }
}
