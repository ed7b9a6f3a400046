package quayside.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lines that are appended piece by piece; what is inside a piece cannot end a line. */
final class DumpLines implements Appendable, AutoCloseable {
  private final Console console;
  private final StringBuilder line = new StringBuilder();

  DumpLines(Console console) {
    this.console = console;
  }

  @Override
  public DumpLines append(CharSequence text) {
    line.append(text);
    return this;
  }

  @Override
  public DumpLines append(CharSequence text, int start, int end) {
    line.append(text, start, end);
    return this;
  }

  @Override
  public DumpLines append(char c) throws IOException {
    if (c == '\n') {
      print();
      console.mustBeRead();
    } else {
      line.append(c);
    }
    return this;
  }

  private void print() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "dump");
    object.put("line", line.toString());
    console.object(object);
    console.indented(line.toString());
    line.setLength(0);
  }

  @Override
  public void close() {
    if (!line.isEmpty()) {
      print();
    }
  }
}
