package quayside.core.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quayside.core.driver.DriverException;
import quayside.core.migrate.Finding;
import quayside.core.migrate.MoveRefused;
import quayside.core.migrate.Preflight;
import quayside.transport.HostKey;
import quayside.transport.TransportException;

class ProblemTest {

  @Test
  void everyFailureOfBothFamiliesHasItsOwnWords() throws ReflectiveOperationException {
    var codes = new HashSet<String>();
    var failures = new ArrayList<Throwable>();
    for (Class<?> family : List.of(TransportException.class, DriverException.class)) {
      for (Class<?> kind : family.getPermittedSubclasses()) {
        failures.add(make(kind));
      }
    }
    for (Throwable failure : failures) {
      Problem problem = Problem.of(failure);
      assertTrue(codes.add(problem.code()), problem.code() + " is used twice");
      assertFalse(problem.title().isBlank());
      assertEquals("The tired sentence.", problem.sentence());
      assertFalse(List.of("bug", "io-error").contains(problem.code()), failure.toString());
    }
    assertEquals(16, failures.size());
  }

  @Test
  void aChangedHostKeyIsNotAnUnknownOne() {
    var key = new HostKey("h", 22, "ssh-ed25519", "SHA256:x");
    assertEquals(
        "host-key-changed",
        Problem.of(new TransportException.HostKeyRejected("No.", key, true)).code());
    assertEquals(
        "host-key-unknown",
        Problem.of(new TransportException.HostKeyRejected("No.", key, false)).code());
  }

  @Test
  void aRefusedMoveTellsItsBlockersAndTheirFixes() {
    var blocker =
        new Finding(
            "id-taken",
            Finding.Severity.BLOCKER,
            "The id web exists on n2.",
            Optional.of(new Finding.Fix("rename", "Use web-2")));
    var preflight =
        new Preflight(
            List.of(blocker), OptionalLong.empty(), Optional.empty(), Optional.empty(), List.of());
    Problem problem = Problem.of(new MoveRefused(preflight));
    assertEquals("move-refused", problem.code());
    assertEquals("The id web exists on n2. Nothing was changed.", problem.sentence());
    assertEquals("Use web-2.", problem.tryThis());
  }

  /** The words of rsync, tar and the daemons written in Go. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Rsync: write failed on /data/much: No space left on device (28).",
        "Write /var/lib/incus/backups/x: no space left on device.",
        "Open /var/lib/lxd/x: disk quota exceeded.",
        "Cannot receive new filesystem stream: out of space."
      })
  void aNodeWithoutRoomIsNamedAsSuch(String words) {
    Problem problem = Problem.of(new DriverException.Rejected(words));
    assertEquals("node-full", problem.code());
    assertEquals(words, problem.sentence());
    assertTrue(problem.tryThis().contains("room"), problem.tryThis());
  }

  @Test
  void whatWrapsAFailureIsLookedThrough() {
    var inner = new DriverException.NotFound("There is no web.");
    assertEquals("not-found", Problem.of(new CompletionException(inner)).code());
  }

  @Test
  void aBugSaysThatItIsOneAndBringsItsStack() {
    Problem problem = Problem.of(new IllegalStateException("oops"));
    assertEquals("bug", problem.code());
    assertTrue(problem.details().contains("ProblemTest"));
    assertEquals("io-error", Problem.of(new IOException("disk on fire")).code());
  }

  private static Throwable make(Class<?> kind) throws ReflectiveOperationException {
    Constructor<?> constructor = kind.getConstructors()[0];
    var arguments = new ArrayList<Object>();
    for (Class<?> type : constructor.getParameterTypes()) {
      if (type == String.class) {
        arguments.add(arguments.isEmpty() ? "The tired sentence." : "more");
      } else if (type == Throwable.class) {
        arguments.add(new IOException("cause"));
      } else if (type == HostKey.class) {
        arguments.add(new HostKey("h", 22, "ssh-ed25519", "SHA256:x"));
      } else {
        arguments.add(true);
      }
    }
    return (Throwable) constructor.newInstance(arguments.toArray());
  }
}
