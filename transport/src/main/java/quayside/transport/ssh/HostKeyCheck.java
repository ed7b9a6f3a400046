package quayside.transport.ssh;

import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;
import org.jspecify.annotations.Nullable;
import quayside.transport.HostKey;
import quayside.transport.hosts.KnownHosts;
import quayside.transport.keys.PublicKeyLine;

/**
 * Judges the key that a host shows, and remembers the judgement. It never asks anybody: it runs on
 * sshj's reader, under the time-out of the key exchange. The person is asked afterwards, and the
 * connection is made once more.
 */
final class HostKeyCheck implements HostKeyVerifier {

  /** What is to be said about a key. */
  enum Verdict {
    TRUSTED,
    UNKNOWN,
    CHANGED,
    REVOKED,
    NOT_PINNED
  }

  /** All types of host keys that we can check. */
  static final List<String> TYPES =
      List.of(
          "ssh-ed25519",
          "ecdsa-sha2-nistp256",
          "ecdsa-sha2-nistp384",
          "ecdsa-sha2-nistp521",
          "ssh-rsa");

  private final Target target;
  private final KnownHosts known;
  private final Set<String> accepted;
  private final List<String> preferred;
  private volatile @Nullable Judged judged;

  /** A key and what was found about it. */
  record Judged(PublicKeyLine key, Verdict verdict) {}

  /**
   * @param accepted fingerprints that a person accepted for this host just now
   * @param preferred key types to ask the host for before others
   */
  HostKeyCheck(Target target, KnownHosts known, Set<String> accepted, List<String> preferred) {
    this.target = target;
    this.known = known;
    this.accepted = Set.copyOf(accepted);
    this.preferred = List.copyOf(preferred);
  }

  Optional<Judged> judged() {
    return Optional.ofNullable(judged);
  }

  HostKey shown(PublicKeyLine key) {
    return new HostKey(target.asked(), target.port(), key.type(), key.fingerprint());
  }

  @Override
  public boolean verify(String host, int port, PublicKey key) {
    var line = line(key);
    Verdict verdict = judge(line);
    judged = new Judged(line, verdict);
    return verdict == Verdict.TRUSTED;
  }

  private Verdict judge(PublicKeyLine key) {
    String fingerprint = key.fingerprint();
    if (target.pin().isPresent()) {
      return target.pin().get().equals(fingerprint) ? Verdict.TRUSTED : Verdict.NOT_PINNED;
    }
    return switch (known.judge(target.host(), target.port(), key)) {
      case TRUSTED -> Verdict.TRUSTED;
      case UNKNOWN -> accepted.contains(fingerprint) ? Verdict.TRUSTED : Verdict.UNKNOWN;
      case CHANGED -> Verdict.CHANGED;
      case REVOKED -> Verdict.REVOKED;
    };
  }

  /** The types of key already known for the host come first in the negotiation. */
  @Override
  public List<String> findExistingAlgorithms(String host, int port) {
    List<String> types =
        preferred.isEmpty() && target.pin().isEmpty()
            ? known.types(target.host(), target.port())
            : preferred;
    return types.stream().flatMap(HostKeyCheck::algorithms).toList();
  }

  private static Stream<String> algorithms(String type) {
    return type.equals("ssh-rsa") ? Stream.of("rsa-sha2-512", "rsa-sha2-256") : Stream.of(type);
  }

  static PublicKeyLine line(PublicKey key) {
    byte[] blob = new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
    return PublicKeyLine.parse(
        KeyType.fromKey(key) + " " + Base64.getEncoder().encodeToString(blob));
  }
}
