package quayside.transport.server;

import java.io.IOException;
import java.util.Optional;
import quayside.transport.Duplex;

/** The unix sockets that exist on the served machine. */
public interface UnixSockets {

  /** A service at that path, or empty: the channel is then refused as a connect failure. */
  Optional<Service> find(String path);

  /** Serves one client, on a thread of its own, until it is done. */
  interface Service {
    void serve(Duplex client) throws IOException;
  }
}
