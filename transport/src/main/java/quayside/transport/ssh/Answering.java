package quayside.transport.ssh;

import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.userauth.method.ChallengeResponseProvider;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.Resource;
import quayside.transport.Secrets;

/** Carries the server's questions (RFC 4256) to a person and the answers back. */
final class Answering implements ChallengeResponseProvider {
  private final String account;
  private final Secrets secrets;
  private volatile boolean gaveUp;

  Answering(String account, Secrets secrets) {
    this.account = account;
    this.secrets = secrets;
  }

  /** Whether the person did not answer, so that asking again makes no sense. */
  boolean gaveUp() {
    return gaveUp;
  }

  @Override
  public List<String> getSubmethods() {
    return List.of();
  }

  @Override
  @SuppressWarnings("rawtypes") // sshj declares it so
  public void init(Resource resource, String name, String instruction) {}

  @Override
  public char[] getResponse(String prompt, boolean echo) {
    Optional<char[]> answer = gaveUp ? Optional.empty() : secrets.answer(account, prompt, echo);
    gaveUp |= answer.isEmpty();
    return answer.orElseGet(() -> new char[0]);
  }

  @Override
  public boolean shouldRetry() {
    return false;
  }

  /** A password that is known already. */
  static final class Fixed implements PasswordFinder {
    private final char[] secret;

    Fixed(char[] secret) {
      this.secret = secret;
    }

    @Override
    public char[] reqPassword(Resource<?> resource) {
      return secret.clone();
    }

    @Override
    public boolean shouldRetry(Resource<?> resource) {
      return false;
    }
  }
}
