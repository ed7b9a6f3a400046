package quayside.core.embedded.osctld;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import quayside.transport.server.ServerExec;

/** A client that sends one command line and some bytes to the restricted shell. */
record Intruder(
    String line,
    InputStream in,
    ByteArrayOutputStream written,
    ByteArrayOutputStream complaints,
    InetAddress address)
    implements ServerExec {

  /** What a command ended with. */
  record Answer(int status, String out, String err) {}

  static Answer run(ReceiveShell shell, Receiving.Sender sender, String line, byte[] bytes)
      throws IOException {
    var intruder =
        new Intruder(
            line,
            new ByteArrayInputStream(bytes),
            new ByteArrayOutputStream(),
            new ByteArrayOutputStream(),
            sender.address());
    int status = shell.run(intruder, sender);
    return new Answer(
        status,
        intruder.written.toString(StandardCharsets.UTF_8),
        intruder.complaints.toString(StandardCharsets.UTF_8));
  }

  @Override
  public Optional<String> command() {
    return line.isEmpty() ? Optional.empty() : Optional.of(line);
  }

  @Override
  public OutputStream out() {
    return written;
  }

  @Override
  public OutputStream err() {
    return complaints;
  }

  @Override
  public boolean pty() {
    return false;
  }

  @Override
  public InetSocketAddress client() {
    return new InetSocketAddress(address, 50_000);
  }
}
