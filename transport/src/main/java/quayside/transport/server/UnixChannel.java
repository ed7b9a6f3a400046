package quayside.transport.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.Closeable;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.ChannelOutputStream;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.AbstractServerChannel;
import quayside.transport.Duplex;
import quayside.transport.Threads;
import quayside.transport.stream.Inflow;

/**
 * A stream to one of the served machine's unix sockets (OpenSSH's PROTOCOL §2.4, {@code
 * direct-streamlocal@openssh.com}).
 */
final class UnixChannel extends AbstractServerChannel {
  static final String TYPE = "direct-streamlocal@openssh.com";
  private static final System.Logger LOG = System.getLogger(UnixChannel.class.getName());

  private final Inflow inflow =
      new Inflow(n -> Windows.release(getLocalWindow(), n), SessionChannel::clientLost);

  UnixChannel() {
    super(null);
  }

  @Override
  protected OpenFuture doInit(Buffer request) {
    String path = request.getString();
    OpenFuture opened = new DefaultOpenFuture(this, this);
    Optional<UnixSockets> sockets = Login.of(getSession()).flatMap(Grant::sockets);
    Optional<UnixSockets.Service> service = sockets.flatMap(s -> s.find(path));
    if (service.isEmpty()) {
      boolean forbidden = sockets.isEmpty();
      opened.setException(
          new SshChannelOpenException(
              getChannelId(),
              forbidden
                  ? SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED
                  : SshConstants.SSH_OPEN_CONNECT_FAILED,
              forbidden ? "open failed" : "connect failed: No such file or directory"));
      close(true);
      return opened;
    }
    var stream =
        new ChannelOutputStream(
            this, getRemoteWindow(), log, SshConstants.SSH_MSG_CHANNEL_DATA, true);
    stream.setNoDelay(true);
    signalChannelOpenSuccess();
    opened.addListener(
        _ -> Threads.start("ssh-socket " + path, () -> serve(service.get(), stream)));
    opened.setOpened();
    notifyStateChanged("open");
    return opened;
  }

  private void serve(UnixSockets.Service service, OutputStream stream) {
    try {
      service.serve(new Client(stream));
      stream.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a client of a socket ended early", e);
    } finally {
      close(false);
    }
  }

  @Override
  public void handleEof() throws IOException {
    inflow.end();
    super.handleEof();
  }

  @Override
  protected void doWriteData(byte[] data, int from, long length) throws IOException {
    int lost = inflow.offer(data, from, (int) length);
    if (lost > 0) {
      getLocalWindow().release(lost);
    }
  }

  @Override
  protected void doWriteExtendedData(byte[] data, int from, long length) throws IOException {
    throw new IOException("a socket has no second stream");
  }

  @Override
  protected Closeable getInnerCloseable() {
    return builder().run(toString(), this::free).close(super.getInnerCloseable()).build();
  }

  private void free() {
    inflow.gone();
    try {
      getRemoteWindow().close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a window that is closed already", e);
    }
  }

  private final class Client implements Duplex {
    private final OutputStream stream;

    Client(OutputStream stream) {
      this.stream = stream;
    }

    @Override
    public InputStream in() {
      return inflow;
    }

    @Override
    public OutputStream out() {
      return stream;
    }

    @Override
    public void close() {
      UnixChannel.this.close(false);
    }
  }
}
