package quayside.transport.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import net.schmizz.sshj.common.Buffer.BufferException;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.AbstractDirectChannel;
import net.schmizz.sshj.transport.TransportException;
import quayside.transport.stream.Inflow;

/**
 * A channel with streams of our own. sshj keeps the book of channels, opens them and answers
 * requests; data, windows, end-of-file and the end go past sshj's streams, which block the reader
 * of the whole connection when one channel's writer is stuck, and end the connection when bytes
 * arrive for a stream that was closed.
 */
abstract class WireChannel extends AbstractDirectChannel {
  private static final System.Logger LOG = System.getLogger(WireChannel.class.getName());

  /** Whose channel this is. */
  interface Owner {
    /** The channel no longer counts against the server's limit; may be told more than once. */
    void gone();

    /** Why a stream broke off. */
    IOException lost();
  }

  private final Inflow inflow;
  private final Outlet outlet;
  private final AtomicLong credit;
  private final AtomicLong unreported = new AtomicLong();
  private final long largeEnough;
  private final ReentrantLock sending = new ReentrantLock();
  private final Owner owner;
  private boolean closeSent;

  WireChannel(Connection connection, String type, Owner owner) {
    super(connection, type);
    this.owner = owner;
    this.inflow = new Inflow(this::consumed, owner::lost);
    this.outlet = new Outlet(new Packets());
    this.credit = new AtomicLong(connection.getWindowSize());
    this.largeEnough = connection.getWindowSize() / 4;
  }

  /** Opens the channel; unlike sshj's it takes its time-out, for sshj's is also that of writes. */
  void open(Duration limit) throws ConnectionException, TransportException {
    trans.write(buildOpenReq());
    openEvent.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  protected void init(int recipient, long remoteWindow, long remotePacket) {
    super.init(recipient, remoteWindow, remotePacket);
    outlet.opened(remoteWindow, (int) Math.min(remotePacket, Tuning.PACKET));
  }

  @Override
  public InputStream getInputStream() {
    return inflow;
  }

  @Override
  public OutputStream getOutputStream() {
    return outlet;
  }

  @Override
  public void handle(Message message, SSHPacket packet) throws SSHException {
    try {
      if (message == Message.CHANNEL_DATA) {
        receive(packet, inflow);
      } else if (message == Message.CHANNEL_WINDOW_ADJUST) {
        outlet.widen(packet.readUInt32());
      } else {
        super.handle(message, packet);
      }
    } catch (BufferException e) {
      throw new ConnectionException(e);
    }
  }

  /** Takes a packet's bytes, never more than the window that was granted. */
  final void receive(SSHPacket packet, Inflow into) throws ConnectionException, BufferException {
    int length = packet.readUInt32AsInt();
    if (length < 0 || length > packet.available() || credit.addAndGet(-length) < 0) {
      throw new ConnectionException(
          DisconnectReason.PROTOCOL_ERROR, "the server sent more than it was allowed to");
    }
    int lost = into.offer(packet.array(), packet.rpos(), length);
    if (lost > 0) {
      consumed(lost);
    }
  }

  /** Bytes were read: every now and then the server is told that it may send as many more. */
  final void consumed(int bytes) {
    if (unreported.addAndGet(bytes) < largeEnough) {
      return;
    }
    long adjustment = unreported.getAndSet(0);
    if (adjustment == 0) {
      return;
    }
    credit.addAndGet(adjustment);
    try {
      send(
          new SSHPacket(Message.CHANNEL_WINDOW_ADJUST)
              .putUInt32FromInt(getRecipient())
              .putUInt32(adjustment));
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "no more window for a channel that ends", e);
    }
  }

  @Override
  protected void eofInputStreams() {
    inflow.end();
  }

  /** Called by the reader when the server closed the channel: must not block on our writers. */
  @Override
  protected void closeAllStreams() {
    outlet.fail(new IOException("The other side ended and reads no more."));
    inflow.gone();
  }

  @Override
  public void notifyError(SSHException error) {
    // sshj registers a channel before its constructor is through: then opening it tells the error
    if (outlet != null) {
      outlet.fail(owner.lost());
      inflow.gone();
    }
    super.notifyError(error);
  }

  @Override
  protected void finishOff() {
    super.finishOff();
    if (owner != null) {
      owner.gone();
    }
  }

  @Override
  protected void sendClose() throws TransportException {
    sending.lock();
    try {
      closeSent = true;
      super.sendClose();
    } finally {
      sending.unlock();
    }
  }

  /** Ends the channel without waiting for the server's answer. */
  void hangUp() {
    outlet.fail(new IOException("This stream was closed."));
    inflow.close();
    try {
      if (isOpen()) {
        sendClose();
      }
    } catch (TransportException e) {
      LOG.log(Level.DEBUG, "a channel ended together with its connection", e);
    }
  }

  /** Nothing may follow our close, or the server ends the connection (RFC 4254 §5.3). */
  private void send(SSHPacket packet) throws IOException {
    sending.lock();
    try {
      if (closeSent) {
        throw new IOException("This stream was closed.");
      }
      trans.write(packet);
    } finally {
      sending.unlock();
    }
  }

  private final class Packets implements Outlet.Wire {
    @Override
    public void data(byte[] bytes, int from, int length) throws IOException {
      var packet = new SSHPacket(Message.CHANNEL_DATA);
      packet.putUInt32FromInt(getRecipient()).putBytes(bytes, from, length);
      send(packet);
    }

    @Override
    public void eof() throws IOException {
      send(new SSHPacket(Message.CHANNEL_EOF).putUInt32FromInt(getRecipient()));
    }
  }
}
