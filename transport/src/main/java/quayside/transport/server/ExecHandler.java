package quayside.transport.server;

import java.io.IOException;

/** Runs one command of a client, on a thread of its own, until it is done. */
public interface ExecHandler {

  /**
   * Runs it and returns the exit status. When the client goes away, its streams throw.
   *
   * @throws IOException ends the command with status 255
   */
  int run(ServerExec exec) throws IOException;
}
