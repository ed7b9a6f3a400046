package quayside.core.embedded.osctld;

import java.io.IOException;
import java.io.OutputStream;
import quayside.core.embedded.faults.Faults;

/** The same for what is sent. */
final class FaultyOutput extends OutputStream {
  private final OutputStream out;
  private final Flow flow;

  FaultyOutput(OutputStream out, Faults faults) {
    this.out = out;
    this.flow = new Flow(faults);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] block, int from, int length) throws IOException {
    out.write(block, from, length);
    flow.carried(length);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }
}
