package quayside.transport.ssh;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import quayside.transport.Secrets;

/**
 * Remembers, while a remote is open, what a person answered, so that its further connections do not
 * ask again. Wiped when the remote is closed.
 */
final class Answers implements Secrets, AutoCloseable {
  private final Secrets person;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, char[]> given = new HashMap<>();
  private boolean closed;

  Answers(Secrets person) {
    this.person = person;
  }

  @Override
  public Optional<char[]> passphrase(Path keyFile, int attempt) {
    return remembered("key " + keyFile, attempt, () -> person.passphrase(keyFile, attempt));
  }

  @Override
  public Optional<char[]> password(String account, int attempt) {
    return remembered("password " + account, attempt, () -> person.password(account, attempt));
  }

  /** Never remembered: answers may be one-time codes. */
  @Override
  public Optional<char[]> answer(String account, String prompt, boolean echo) {
    return person.answer(account, prompt, echo);
  }

  private Optional<char[]> remembered(
      String what, int attempt, Supplier<Optional<char[]>> question) {
    lock.lock();
    try {
      char @Nullable [] before = given.get(what);
      if (before != null && attempt == 1) {
        return Optional.of(before.clone());
      }
    } finally {
      lock.unlock();
    }
    Optional<char[]> answer = question.get();
    answer.ifPresent(secret -> remember(what, secret.clone()));
    return answer;
  }

  private void remember(String what, char[] secret) {
    lock.lock();
    try {
      char @Nullable [] before = closed ? secret : given.put(what, secret);
      if (before != null) {
        Arrays.fill(before, '\0');
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      given.values().forEach(secret -> Arrays.fill(secret, '\0'));
      given.clear();
    } finally {
      lock.unlock();
    }
  }
}
