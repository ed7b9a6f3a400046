package quayside.transport.ssh;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;
import org.jspecify.annotations.Nullable;
import quayside.transport.TransportException.Disconnected;

/**
 * One SSH connection, perhaps through jump hosts, and how many channels are open on it. OpenSSH
 * allows ten sessions on one connection (sshd_config(5), MaxSessions); a few are left free.
 */
final class SshLink implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SshLink.class.getName());
  private static final int CHANNELS = 8;

  private final SSHClient client;
  private final WatchedSocket socket;
  private final @Nullable SshLink through;
  private final String name;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Consumer<SshLink> idle = _ -> {};
  private volatile boolean closed;
  private int channels;
  private int limit = CHANNELS;

  /**
   * @param socket the TCP connection that carries it all
   * @param through the jump host's link, which ends with this one
   * @param name host and port, for sentences
   */
  SshLink(SSHClient client, WatchedSocket socket, @Nullable SshLink through, String name) {
    this.client = client;
    this.socket = socket;
    this.through = through;
    this.name = name;
  }

  Connection connection() {
    return client.getConnection();
  }

  SSHClient client() {
    return client;
  }

  WatchedSocket socket() {
    return socket;
  }

  String name() {
    return name;
  }

  void whenIdle(Consumer<SshLink> action) {
    idle = action;
  }

  boolean alive() {
    return !closed && client.getTransport().isRunning() && !socket.isClosed();
  }

  /**
   * Whether the server answers in time: to a request that it need not know, for a refusal is an
   * answer, too (RFC 4254 §4; the name is OpenSSH's).
   */
  boolean answers(Duration limit) {
    if (!alive()) {
      return false;
    }
    try {
      SSHPacket answer =
          connection()
              .sendGlobalRequest("keepalive@openssh.com", true, new byte[0])
              .tryRetrieve(limit.toMillis(), TimeUnit.MILLISECONDS);
      return answer != null;
    } catch (SSHException e) {
      LOG.log(Level.DEBUG, "an answer that is a refusal, or none", e);
      return alive();
    }
  }

  /** Takes a place for a channel, if there is one. */
  boolean reserve() {
    lock.lock();
    try {
      if (channels >= limit || !alive()) {
        return false;
      }
      channels++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether no channel is open or being opened. */
  boolean unused() {
    lock.lock();
    try {
      return channels == 0;
    } finally {
      lock.unlock();
    }
  }

  /** The server refused a channel though others are open: that many and no more, from now on. */
  boolean lowerLimit() {
    lock.lock();
    try {
      if (channels == 0) {
        return false;
      }
      limit = channels;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The owner of one reserved place; gives it back once. */
  WireChannel.Owner owner() {
    var counted = new AtomicBoolean(true);
    return new WireChannel.Owner() {
      @Override
      public void gone() {
        if (counted.getAndSet(false)) {
          release();
        }
      }

      @Override
      public IOException lost() {
        return SshLink.this.lost(null);
      }
    };
  }

  private void release() {
    boolean none;
    lock.lock();
    try {
      channels--;
      none = channels == 0;
    } finally {
      lock.unlock();
    }
    if (none) {
      idle.accept(this);
    }
  }

  /** Why something on this link broke off. */
  Disconnected lost(@Nullable Throwable cause) {
    return closed
        ? new Disconnected("The connection to " + name + " was closed.", cause)
        : new Disconnected(
            "The connection to "
                + name
                + " broke off. What was started there may still be running; look before starting"
                + " it again.",
            cause);
  }

  /** Never waits: the socket goes first, which frees whoever is blocked in it. */
  @Override
  public void close() {
    closed = true;
    try {
      socket.close();
      client.disconnect();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "closing a connection", e);
    }
    if (through != null) {
      through.close();
    }
  }
}
