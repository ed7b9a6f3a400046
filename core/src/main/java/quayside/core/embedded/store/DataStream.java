package quayside.core.embedded.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** How snapshots travel from one node's dataset to another's. */
public interface DataStream {

  /**
   * Writes a snapshot.
   *
   * @param from the snapshot that the other side has; empty: everything is written
   * @param to the snapshot to write
   * @param between whether the snapshots between the two travel as well
   */
  void write(Dataset dataset, Optional<String> from, String to, boolean between, OutputStream out)
      throws IOException;

  /**
   * Brings a dataset to the state of a stream; a stream that breaks off changes nothing but the
   * snapshots that arrived whole.
   *
   * @throws Foreign if the stream is of another kind
   * @throws IOException if it broke off or does not fit the dataset
   */
  void read(Dataset dataset, InputStream in) throws IOException;

  /** The stream is in a format that this node does not read. */
  final class Foreign extends IOException {
    private static final long serialVersionUID = 1L;

    public Foreign(String message) {
      super(message);
    }
  }
}
