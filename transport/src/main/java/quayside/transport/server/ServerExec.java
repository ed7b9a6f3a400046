package quayside.transport.server;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.Optional;

/** One command that a client runs, seen from the server. */
public interface ServerExec {

  /** The command line as sent; empty for a shell request. */
  Optional<String> command();

  InputStream in();

  OutputStream out();

  OutputStream err();

  /** Whether the client asked for a terminal and got it. */
  boolean pty();

  InetSocketAddress client();
}
