package quayside.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import quayside.transport.lab.Told;

/** What was answered is remembered, kept where wished, and forgotten. */
class VaultTest {
  private static final Path KEY = Path.of("/keys/id");

  private final List<String> asked = new ArrayList<>();
  private final Map<String, String> ring = new HashMap<>();

  private final Keyring keyring =
      new Keyring() {
        @Override
        public String name() {
          return "a ring of this test";
        }

        @Override
        public Optional<char[]> find(String what) {
          return Optional.ofNullable(ring.get(what)).map(String::toCharArray);
        }

        @Override
        public void keep(String what, char[] secret) throws IOException {
          if (what.contains("broken")) {
            throw new IOException("the ring is broken");
          }
          ring.put(what, new String(secret));
        }

        @Override
        public void forget(String what) {
          ring.remove(what);
        }

        @Override
        public void forgetAll() {
          ring.clear();
        }
      };

  private Secrets person(boolean keeping, String... answers) {
    var told = new Told(asked, answers);
    return new Secrets() {
      @Override
      public Optional<char[]> passphrase(Path keyFile, int attempt) {
        return told.passphrase(keyFile, attempt);
      }

      @Override
      public Optional<char[]> password(String account, int attempt) {
        return told.password(account, attempt);
      }

      @Override
      public Optional<char[]> answer(String account, String prompt, boolean echo) {
        return told.answer(account, prompt, echo);
      }

      @Override
      public boolean keep(String what) {
        return keeping;
      }
    };
  }

  @Test
  void anAnswerIsGivenAgainUntilItIsLocked() {
    try (var vault = new Vault(person(false, "one", "two"))) {
      char[] first = vault.passphrase(KEY, 1).orElseThrow();
      java.util.Arrays.fill(first, 'x'); // the caller wipes what it got
      assertArrayEquals("one".toCharArray(), vault.passphrase(KEY, 1).orElseThrow());
      assertEquals(1, asked.size());
      assertEquals(1, vault.remembered());
      vault.lock();
      assertTrue(vault.isLocked());
      assertEquals(0, vault.remembered());
      assertArrayEquals("two".toCharArray(), vault.passphrase(KEY, 1).orElseThrow());
      assertEquals(0, vault.remembered(), "a locked one remembers nothing");
    }
  }

  @Test
  void aWrongAnswerIsAskedForAgainAndTheRightOneRemembered() {
    try (var vault = new Vault(person(false, "wrong", "right"))) {
      assertTrue(vault.password("me@there", 1).isPresent());
      assertTrue(vault.password("me@there", 2).isPresent());
      assertArrayEquals("right".toCharArray(), vault.password("me@there", 1).orElseThrow());
      assertEquals(2, asked.size());
    }
  }

  @Test
  void whatThePersonWantsKeptGoesIntoTheKeyringAndComesBack() {
    new Vault(person(true, "kept"), Optional.of(keyring)).passphrase(KEY, 1);
    assertEquals(Map.of(Vault.name(KEY), "kept"), ring);
    try (var next = new Vault(person(true), Optional.of(keyring))) {
      next.lock();
      assertFalse(next.passphrase(KEY, 1).isPresent(), "a locked one does not look there");
      next.unlock();
      assertArrayEquals("kept".toCharArray(), next.passphrase(KEY, 1).orElseThrow());
    }
  }

  @Test
  void whatIsWrongInTheKeyringIsRemovedThere() {
    ring.put(Vault.name(KEY), "old");
    try (var vault = new Vault(person(false, "new"), Optional.of(keyring))) {
      assertArrayEquals("old".toCharArray(), vault.passphrase(KEY, 1).orElseThrow());
      assertArrayEquals("new".toCharArray(), vault.passphrase(KEY, 2).orElseThrow());
      assertEquals(Map.of(), ring);
    }
  }

  @Test
  void aBrokenKeyringIsNoReasonToStop() {
    try (var vault = new Vault(person(true, "x"), Optional.of(keyring))) {
      assertTrue(vault.password("broken@there", 1).isPresent());
      assertTrue(vault.password("broken@there", 1).isPresent());
    }
  }

  @Test
  void answersToTheServersQuestionsAreNeverRemembered() {
    try (var vault = new Vault(person(true, "123", "456"), Optional.of(keyring))) {
      assertTrue(vault.answer("me@there", "Code:", false).isPresent());
      assertTrue(vault.answer("me@there", "Code:", false).isPresent());
      assertEquals(2, asked.size());
      assertEquals(Map.of(), ring);
    }
  }
}
