package quayside.gui.archives.inside;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The beginning of a file as text.
 *
 * @param text empty if it is no text
 * @param cut whether the file goes on
 */
record TextPiece(Optional<String> text, boolean cut) {
  /** More than that is not shown: nobody reads it in a dialog. */
  static final int MOST = 1 << 19;

  /** Reads no more than {@link #MOST} bytes; text is what is UTF-8 and has no zero bytes. */
  static TextPiece read(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MOST + 1);
    boolean cut = bytes.length > MOST;
    ByteBuffer from = ByteBuffer.wrap(bytes, 0, Math.min(MOST, bytes.length));
    CharBuffer to = CharBuffer.allocate(from.remaining() + 1);
    var result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(from, to, !cut); // a letter that is cut in two is left out
    String text = to.flip().toString();
    return result.isError() || text.indexOf('\0') >= 0
        ? new TextPiece(Optional.empty(), cut)
        : new TextPiece(Optional.of(text), cut);
  }
}
