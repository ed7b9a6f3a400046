package quayside.core.driver.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What LXD 5.0.2 and Incus 6.0.4 said when CRIU could not restore a container. */
class CriuWordsTest {
  private static final String SAID =
      """
      Error transferring instance data: migration restore failed
      (00.100908) Error (criu/util.c:1533): rlimit: Can't setup RLIMIT_NOFILE for self: Operation not permitted
      (00.111129) Warn  (criu/cr-restore.c:1043): Set CLONE_PARENT | CLONE_NEWPID but it might cause restore problem,because not all kernels support such clone flags combinations!
      Error: ipv4: Address already assigned.
      Error: ipv6: address already assigned.
      (00.333668)      1: Error (criu/pagemap.c:557): Can't read async pr bytes (-1 / 36864 read, 0 off, 3 iovs)
      (00.337102) mnt: Switching to new ns to clean ghosts
      (00.337247) Error (criu/cr-restore.c:2320): Restoring FAILED.
      (00.338612) Error (criu/cgroup.c:1998): cg: cgroupd: recv req error: No such file or directory
      """;

  @Test
  void theReasonIsFoundAmongMuchElse() {
    assertEquals(
        "Its memory could not be restored there: CRIU says “Can't read async pr bytes (-1 / 36864"
            + " read, 0 off, 3 iovs)”.",
        Refusals.of(400, SAID).getMessage());
    assertEquals(
        Optional.of("Its memory could not be restored there."),
        CriuWords.sentence("migration restore failed"));
    assertEquals(Optional.empty(), CriuWords.sentence("Instance not found"));
    assertEquals(Optional.empty(), CriuWords.ofLog("(00.000784) Will allow link remaps on FS"));
  }
}
