package quayside.transport.ssh;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.connection.channel.OpenFailException;
import quayside.transport.Command;
import quayside.transport.Duplex;
import quayside.transport.Endpoint;
import quayside.transport.Exec;
import quayside.transport.Remote;
import quayside.transport.TransportException;
import quayside.transport.TransportException.Disconnected;
import quayside.transport.TransportException.Refused;

/** A machine reached by SSH: as many connections to it as its open channels need. */
final class SshRemote implements Remote {
  private final Dialer dialer;
  private final SshLink first;
  private final boolean sudo;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition dialed = lock.newCondition();
  private final List<SshLink> links = new ArrayList<>();
  private boolean dialing;
  private boolean closed;

  SshRemote(SshLink first, Dialer dialer, boolean sudo) {
    this.first = first;
    this.dialer = dialer;
    this.sudo = sudo;
    links.add(first);
  }

  @Override
  public Exec start(Command command) throws TransportException {
    String line = sudo ? "sudo -n -- " + command.line() : command.line();
    while (true) {
      SshLink link = reserve();
      try {
        return start(link, line, command.pty());
      } catch (OpenFailException e) {
        if (!link.lowerLimit()) {
          throw new Refused(
              link.name() + " lets us in but opens no session for commands: " + e.getMessage(), e);
        }
      } catch (SSHException e) {
        throw ended(link, e);
      }
    }
  }

  private Exec start(SshLink link, String line, Optional<Command.Pty> pty)
      throws SSHException, Refused {
    var channel = new ExecChannel(link.connection(), link.owner());
    channel.open(dialer.limit());
    try {
      if (pty.isPresent()) {
        channel.terminal(pty.get(), dialer.limit());
      }
      channel.exec(line, dialer.limit());
      return new RunningExec(link, channel);
    } catch (SSHException e) {
      channel.hangUp();
      if (link.alive()) {
        String what = pty.isPresent() ? "a terminal or this command" : "this command";
        throw new Refused(link.name() + " refused " + what + ".", e);
      }
      throw e;
    }
  }

  @Override
  public Duplex openUnixSocket(String path) throws TransportException {
    SshLink link = reserve();
    var channel = new SocketChannel(link.connection(), path, link.owner());
    try {
      channel.open(dialer.limit());
      return new OpenSocket(channel);
    } catch (OpenFailException e) {
      throw new Refused(refusal(link, path, e), e);
    } catch (SSHException e) {
      throw ended(link, e);
    }
  }

  @Override
  public Remote beyond(Endpoint.Ssh to) throws TransportException {
    Dialer further = dialer.beyond(to);
    boolean done = false;
    try {
      var remote = new SshRemote(further.dial(), further, to.sudo());
      done = true;
      return remote;
    } finally {
      if (!done) {
        further.close();
      }
    }
  }

  @Override
  public boolean answers(Duration limit) {
    return first.answers(limit);
  }

  private static String refusal(SshLink link, String path, OpenFailException e) {
    String why =
        switch (e.getReason()) {
          case ADMINISTRATIVELY_PROHIBITED ->
              "its SSH server does not allow it (AllowStreamLocalForwarding), or there is no such"
                  + " socket";
          case UNKNOWN_CHANNEL_TYPE -> "its SSH server cannot do that";
          case UNKNOWN, CONNECT_FAILED, RESOURCE_SHORTAGE -> String.valueOf(e.getMessage());
        };
    return "The socket " + path + " on " + link.name() + " cannot be reached: " + why + ".";
  }

  /** An answer that never came or a dead link: either way this link is of no more use. */
  private static Disconnected ended(SshLink link, SSHException e) {
    Disconnected reason = link.lost(e);
    link.close();
    return reason;
  }

  /**
   * A place for a channel: on a connection that is there, or on a further one. One dials at a time,
   * the others wait for its connection: servers turn away many dialling at once (sshd_config(5),
   * MaxStartups).
   */
  private SshLink reserve() throws TransportException {
    lock.lock();
    try {
      while (true) {
        requireOpen();
        for (SshLink link : links) {
          if (link.reserve()) {
            return link;
          }
        }
        if (!dialing) {
          break;
        }
        dialed.awaitUninterruptibly();
      }
      dialing = true;
    } finally {
      lock.unlock();
    }
    return dialFurther();
  }

  private SshLink dialFurther() throws TransportException {
    try {
      return join(dialer.dial());
    } finally {
      lock.lock();
      try {
        dialing = false;
        dialed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private SshLink join(SshLink further) throws TransportException {
    lock.lock();
    try {
      if (closed) {
        further.close();
      }
      requireOpen();
      further.reserve();
      further.whenIdle(this::drop);
      links.add(further);
      return further;
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() throws Disconnected {
    if (closed || !first.alive()) {
      throw first.lost(null);
    }
    links.removeIf(link -> !link.alive());
  }

  private void drop(SshLink further) {
    lock.lock();
    try {
      if (!further.unused()) {
        return;
      }
      links.remove(further);
    } finally {
      lock.unlock();
    }
    further.close();
  }

  @Override
  public void close() {
    List<SshLink> all;
    lock.lock();
    try {
      closed = true;
      all = List.copyOf(links);
    } finally {
      lock.unlock();
    }
    dialer.close();
    all.forEach(SshLink::close);
    first.close();
  }

  private static final class OpenSocket implements Duplex {
    private final WireChannel channel;

    OpenSocket(WireChannel channel) {
      this.channel = channel;
    }

    @Override
    public InputStream in() {
      return channel.getInputStream();
    }

    @Override
    public OutputStream out() {
      return channel.getOutputStream();
    }

    @Override
    public void close() {
      channel.hangUp();
    }
  }

  private static final class RunningExec implements Exec {
    private final SshLink link;
    private final ExecChannel channel;

    RunningExec(SshLink link, ExecChannel channel) {
      this.link = link;
      this.channel = channel;
    }

    @Override
    public InputStream in() {
      return channel.getInputStream();
    }

    @Override
    public OutputStream out() {
      return channel.getOutputStream();
    }

    @Override
    public InputStream err() {
      return channel.errors();
    }

    @Override
    public int await() throws TransportException {
      try {
        channel.awaitEnd();
      } catch (SSHException e) {
        throw link.lost(e);
      }
      return channel.status().orElseThrow(() -> link.lost(null));
    }

    @Override
    public void close() {
      channel.hangUp();
    }
  }
}
