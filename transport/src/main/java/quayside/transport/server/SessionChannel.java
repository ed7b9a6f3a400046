package quayside.transport.server;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.channel.PtyMode;
import org.apache.sshd.common.channel.RequestHandler.Result;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.ChannelDataReceiver;
import org.apache.sshd.server.channel.ChannelSession;
import quayside.transport.stream.Inflow;

/** A session channel that allows exec and shell, a terminal where granted, and nothing else. */
final class SessionChannel extends ChannelSession {
  private final Inflow inflow = new Inflow(this::release, SessionChannel::clientLost);
  private volatile boolean ended;
  private volatile boolean pty;

  SessionChannel() {
    super(List.of());
    setDataReceiver(new Receiver());
  }

  Inflow inflow() {
    return inflow;
  }

  boolean pty() {
    return pty;
  }

  @Override
  public void handleEof() throws IOException {
    ended = true;
    super.handleEof();
  }

  @Override
  protected Result handlePtyReqParsed(
      String term, int columns, int rows, int width, int height, Map<PtyMode, Integer> modes)
      throws IOException {
    Optional<Grant> grant = Login.of(getSession());
    if (grant.isEmpty() || !grant.get().pty()) {
      return Result.ReplyFailure;
    }
    pty = true;
    return super.handlePtyReqParsed(term, columns, rows, width, height, modes);
  }

  @Override
  protected Result handleSubsystem(String request, Buffer buffer, boolean wantReply) {
    return Result.ReplyFailure;
  }

  @Override
  protected Result handleAgentForwarding(String request, Buffer buffer, boolean wantReply) {
    return Result.ReplyFailure;
  }

  @Override
  protected Result handleX11Forwarding(String request, Buffer buffer, boolean wantReply) {
    return Result.ReplyFailure;
  }

  static IOException clientLost() {
    return new IOException("The client went away.");
  }

  private void release(int count) {
    Windows.release(getLocalWindow(), count);
  }

  private final class Receiver implements ChannelDataReceiver {
    @Override
    public int data(ChannelSession channel, byte[] data, int from, int length) {
      return inflow.offer(data, from, length);
    }

    /** Called at end-of-file and again when the channel ends, whichever comes first. */
    @Override
    public void close() {
      if (ended) {
        inflow.end();
      }
      inflow.gone();
    }
  }
}
