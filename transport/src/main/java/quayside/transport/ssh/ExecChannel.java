package quayside.transport.ssh;

import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Buffer.BufferException;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.transport.TransportException;
import quayside.transport.Command;
import quayside.transport.stream.Inflow;

/** A channel that runs one command (RFC 4254 §6). */
final class ExecChannel extends WireChannel {
  /** Signal names of RFC 4254 §6.10 and their numbers on Linux (signal(7)). */
  private static final Map<String, Integer> SIGNALS =
      Map.ofEntries(
          Map.entry("HUP", 1),
          Map.entry("INT", 2),
          Map.entry("QUIT", 3),
          Map.entry("ILL", 4),
          Map.entry("ABRT", 6),
          Map.entry("FPE", 8),
          Map.entry("KILL", 9),
          Map.entry("USR1", 10),
          Map.entry("SEGV", 11),
          Map.entry("USR2", 12),
          Map.entry("PIPE", 13),
          Map.entry("ALRM", 14),
          Map.entry("TERM", 15));

  private final Inflow errors;
  private volatile int status = -1;

  ExecChannel(Connection connection, Owner owner) {
    super(connection, "session", owner);
    this.errors = new Inflow(this::consumed, owner::lost);
  }

  InputStream errors() {
    return errors;
  }

  /** The exit status, once the server told it. */
  OptionalInt status() {
    return status < 0 ? OptionalInt.empty() : OptionalInt.of(status);
  }

  void terminal(Command.Pty pty, Duration limit) throws ConnectionException, TransportException {
    var request =
        new Buffer.PlainBuffer()
            .putString("xterm-256color")
            .putUInt32(pty.columns())
            .putUInt32(pty.rows())
            .putUInt32(0)
            .putUInt32(0)
            .putBytes(new byte[] {0});
    sendChannelRequest("pty-req", true, request).await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  void exec(String line, Duration limit) throws ConnectionException, TransportException {
    sendChannelRequest("exec", true, new Buffer.PlainBuffer().putString(line))
        .await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits until the command's channel is closed, which is after its status was told. */
  void awaitEnd() throws ConnectionException {
    closeEvent.await();
  }

  @Override
  public void handle(Message message, SSHPacket packet) throws SSHException {
    if (message != Message.CHANNEL_EXTENDED_DATA) {
      super.handle(message, packet);
      return;
    }
    try {
      packet.readUInt32(); // SSH_EXTENDED_DATA_STDERR is the only kind there is (RFC 4254 §5.2)
      receive(packet, errors);
    } catch (BufferException e) {
      throw new ConnectionException(e);
    }
  }

  @Override
  public void handleRequest(String request, SSHPacket packet)
      throws ConnectionException, TransportException {
    try {
      if (request.equals("exit-status")) {
        status = (int) (packet.readUInt32() & 0x7fffffff);
      } else if (request.equals("exit-signal")) {
        status = 128 + SIGNALS.getOrDefault(packet.readString(), 0);
      } else {
        super.handleRequest(request, packet);
      }
    } catch (BufferException e) {
      throw new ConnectionException(e);
    }
  }

  @Override
  protected void eofInputStreams() {
    super.eofInputStreams();
    errors.end();
  }

  @Override
  protected void closeAllStreams() {
    if (status >= 0) {
      eofInputStreams();
    }
    super.closeAllStreams();
    errors.gone();
  }

  @Override
  public void notifyError(SSHException error) {
    if (errors != null) {
      errors.gone();
    }
    super.notifyError(error);
  }

  @Override
  void hangUp() {
    errors.close();
    super.hangUp();
  }
}
