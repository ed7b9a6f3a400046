package quayside.transport.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.apache.sshd.common.channel.ChannelOutputStream;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import quayside.transport.Threads;

/** One exec or shell request: mina's way of starting it on one side, ours on the other. */
final class RunningExec implements Command, ServerExec {
  private static final System.Logger LOG = System.getLogger(RunningExec.class.getName());

  private final ExecHandler handler;
  private final Optional<String> command;
  private final SessionChannel channel;
  private final InetSocketAddress client;
  private OutputStream out = OutputStream.nullOutputStream();
  private OutputStream err = OutputStream.nullOutputStream();
  private ExitCallback exit = (_, _, _) -> {};

  RunningExec(ExecHandler handler, Optional<String> command, SessionChannel channel) {
    this.handler = handler;
    this.command = command;
    this.channel = channel;
    this.client = (InetSocketAddress) channel.getSession().getClientAddress();
  }

  @Override
  public void start(ChannelSession session, Environment env) {
    Threads.start("ssh-exec " + client, this::run);
  }

  private void run() {
    int status = 255;
    try {
      status = handler.run(this);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a command of a client ended early", e);
    } finally {
      exit.onExit(status);
    }
  }

  @Override
  public void destroy(ChannelSession session) {
    channel.inflow().gone();
  }

  @Override
  public Optional<String> command() {
    return command;
  }

  @Override
  public InputStream in() {
    return channel.inflow();
  }

  @Override
  public OutputStream out() {
    return out;
  }

  @Override
  public OutputStream err() {
    return err;
  }

  @Override
  public boolean pty() {
    return channel.pty();
  }

  @Override
  public InetSocketAddress client() {
    return client;
  }

  @Override
  public void setInputStream(InputStream in) {
    throw new IllegalStateException("the channel has its own receiver");
  }

  @Override
  public void setOutputStream(OutputStream stream) {
    out = unbuffered(stream);
  }

  @Override
  public void setErrorStream(OutputStream stream) {
    err = unbuffered(stream);
  }

  @Override
  public void setExitCallback(ExitCallback callback) {
    exit = callback;
  }

  private static OutputStream unbuffered(OutputStream stream) {
    if (stream instanceof ChannelOutputStream channel) {
      channel.setNoDelay(true);
    }
    return stream;
  }
}
