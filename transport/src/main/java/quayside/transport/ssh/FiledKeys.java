package quayside.transport.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import quayside.transport.Endpoint;
import quayside.transport.HostKey;
import quayside.transport.HostKeys;
import quayside.transport.KnownKeys;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;
import quayside.transport.TransportException;
import quayside.transport.hosts.KnownHost;
import quayside.transport.hosts.KnownHosts;
import quayside.transport.keys.PublicKeyLine;

/** Known host keys in the files that OpenSSH uses. */
public final class FiledKeys implements KnownKeys {
  private final SshSettings settings;

  public FiledKeys(SshSettings settings) {
    this.settings = settings;
  }

  @Override
  public List<KnownHost> of(Endpoint.Ssh at) throws IOException {
    Target target = new Targets(settings).of(at);
    return KnownHosts.read(target.knownHosts()).of(target.host(), target.port());
  }

  @Override
  public List<KnownHost> all() throws IOException {
    return KnownHosts.read(List.of(settings.knownHosts())).all();
  }

  @Override
  public int forget(Endpoint.Ssh at) throws IOException {
    Target target = new Targets(settings).of(at);
    int forgotten = 0;
    for (Path file : target.knownHosts()) {
      forgotten += KnownHosts.forget(file, target.host(), target.port());
    }
    return forgotten;
  }

  @Override
  public PublicKeyLine shown(Endpoint.Ssh at) throws TransportException {
    Target target = new Targets(settings).of(at);
    try (var dialer = new Dialer(target, settings, HostKeys.REFUSING, Secrets.NONE)) {
      return dialer.shown();
    }
  }

  @Override
  public void replace(Endpoint.Ssh at, String sha256) throws IOException {
    Target target = new Targets(settings).of(at);
    PublicKeyLine key = shown(at);
    if (!key.fingerprint().equals(sha256)) {
      var shown = new HostKey(target.asked(), target.port(), key.type(), key.fingerprint());
      throw new TransportException.HostKeyRejected(
          Sentences.notPinned(target, shown, sha256), shown, true);
    }
    forget(at);
    KnownHosts.save(target.knownHosts().getFirst(), target.host(), target.port(), key);
  }
}
