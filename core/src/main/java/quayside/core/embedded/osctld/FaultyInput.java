package quayside.core.embedded.osctld;

import java.io.IOException;
import java.io.InputStream;
import quayside.core.embedded.faults.Faults;

/** A stream that is slow or ends early when the node is told so. */
final class FaultyInput extends InputStream {
  private final InputStream in;
  private final Flow flow;

  FaultyInput(InputStream in, Faults faults) {
    this.in = in;
    this.flow = new Flow(faults);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] block, int from, int length) throws IOException {
    int n = in.read(block, from, length);
    flow.carried(n);
    return n;
  }
}
