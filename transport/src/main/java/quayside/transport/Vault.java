package quayside.transport;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a person answered, so that further connections do not ask again: in memory until
 * it is locked or closed, and in the system's keyring where the person wished so. An answer that
 * turned out wrong is asked for anew and forgotten in both.
 */
public final class Vault implements Secrets, AutoCloseable {
  private static final Logger LOG = System.getLogger(Vault.class.getName());

  private final Secrets person;
  private final Optional<Keyring> keyring;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, char[]> given = new HashMap<>();
  private final Set<String> fromKeyring = new HashSet<>();
  private boolean locked;
  private boolean closed;

  /** Remembers in memory only. */
  public Vault(Secrets person) {
    this(person, Optional.empty());
  }

  /** Remembers in memory, and in a keyring what the person wants kept. */
  public Vault(Secrets person, Optional<Keyring> keyring) {
    this.person = person;
    this.keyring = keyring;
  }

  /** How the passphrase of a key file is called in a keyring. */
  public static String name(Path keyFile) {
    return "key " + keyFile;
  }

  /** How the password of an account is called in a keyring. */
  public static String name(String account) {
    return "password " + account;
  }

  @Override
  public Optional<char[]> passphrase(Path keyFile, int attempt) {
    return remembered(name(keyFile), attempt, () -> person.passphrase(keyFile, attempt));
  }

  @Override
  public Optional<char[]> password(String account, int attempt) {
    return remembered(name(account), attempt, () -> person.password(account, attempt));
  }

  /** Never remembered: answers may be one-time codes. */
  @Override
  public Optional<char[]> answer(String account, String prompt, boolean echo) {
    return person.answer(account, prompt, echo);
  }

  private Optional<char[]> remembered(
      String what, int attempt, Supplier<Optional<char[]>> question) {
    Optional<char[]> before = attempt == 1 ? known(what) : Optional.empty();
    if (before.isPresent()) {
      return before;
    }
    if (attempt > 1) {
      forgetWrong(what);
    }
    Optional<char[]> answer = question.get();
    answer.ifPresent(secret -> {
      remember(what, secret.clone());
      if (keyring.isPresent() && person.keep(what)) {
        kept("keep", () -> keyring.get().keep(what, secret));
      }
    });
    return answer;
  }

  private Optional<char[]> known(String what) {
    lock.lock();
    try {
      char @Nullable [] before = given.get(what);
      if (before != null) {
        return Optional.of(before.clone());
      }
      if (locked || closed || keyring.isEmpty()) {
        return Optional.empty();
      }
    } finally {
      lock.unlock();
    }
    try {
      Optional<char[]> found = keyring.get().find(what);
      found.ifPresent(secret -> {
        remember(what, secret.clone());
        fromKeyring(what);
      });
      return found;
    } catch (IOException e) {
      LOG.log(Level.INFO, "the keyring was not asked: {0}", e.getMessage());
      return Optional.empty();
    }
  }

  private void fromKeyring(String what) {
    lock.lock();
    try {
      fromKeyring.add(what);
    } finally {
      lock.unlock();
    }
  }

  /** What was wrong in the keyring must not be offered for ever. */
  private void forgetWrong(String what) {
    boolean stored;
    lock.lock();
    try {
      wipe(given.remove(what));
      stored = fromKeyring.remove(what);
    } finally {
      lock.unlock();
    }
    if (stored) {
      kept("forget", () -> keyring.orElseThrow().forget(what));
    }
  }

  private interface Keeping {
    void run() throws IOException;
  }

  private static void kept(String verb, Keeping keeping) {
    try {
      keeping.run();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the keyring could not {0}: {1}", verb, e.getMessage());
    }
  }

  private void remember(String what, char[] secret) {
    lock.lock();
    try {
      wipe(closed || locked ? secret : given.put(what, secret));
    } finally {
      lock.unlock();
    }
  }

  private static void wipe(char @Nullable [] secret) {
    if (secret != null) {
      Arrays.fill(secret, '\0');
    }
  }

  /** How many secrets are in memory now. */
  public int remembered() {
    lock.lock();
    try {
      return given.size();
    } finally {
      lock.unlock();
    }
  }

  /** The keyring that is asked, if the system has one. */
  public Optional<Keyring> keyring() {
    return keyring;
  }

  /**
   * Forgets what is in memory, and neither remembers nor looks into the keyring until {@link
   * #unlock}. Connections that are open stay so.
   */
  public void lock() {
    lock.lock();
    try {
      locked = true;
      forgetAll();
    } finally {
      lock.unlock();
    }
  }

  /** Remembers and looks into the keyring again. */
  public void unlock() {
    lock.lock();
    try {
      locked = false;
    } finally {
      lock.unlock();
    }
  }

  /** Whether it is locked. */
  public boolean isLocked() {
    lock.lock();
    try {
      return locked;
    } finally {
      lock.unlock();
    }
  }

  private void forgetAll() {
    given.values().forEach(Vault::wipe);
    given.clear();
    fromKeyring.clear();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      forgetAll();
    } finally {
      lock.unlock();
    }
  }
}
