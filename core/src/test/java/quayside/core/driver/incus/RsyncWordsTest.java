package quayside.core.driver.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import quayside.core.driver.DriverException;

/** What Incus 6.0.4 and LXD 5.0.2 said of copies of containers that wrote. */
class RsyncWordsTest {
  private static final String INCUS_COPY =
      """
      Failed migration on source: Rsync send failed: web, /var/lib/incus/storage-pools/default/containers/web/: [exit status 23 read unix @incusd/c1857acf-5dbc-4dc8-abe3-46488560309d->@: use of closed network connection] (rsync: [sender] read errors mapping "/var/lib/incus/storage-pools/default/containers/web/rootfs/data/busy-4": No data available (61)
      rsync: [sender] read errors mapping "/var/lib/incus/storage-pools/default/containers/web/rootfs/data/busy-5": No data available (61)
      rsync: [sender] read errors mapping "/var/lib/incus/storage-pools/default/containers/web/rootfs/data/busy-6": No data available (61)
      rsync: [sender] read errors mapping "/var/lib/incus/storage-pools/default/containers/web/rootfs/data/busy-7": No data available (61)
      rsync error: some files/attrs were not transferred (see previous errors) (code 23) at main.c(1394) [sender=3.5.0]
      )\
      """;
  private static final String INCUS_REFRESH =
      """
      Failed instance creation: Error transferring instance data: Failed migration on target: Failed creating instance on target: Rsync receive failed: /var/lib/incus/storage-pools/default/containers/web/: [exit status 23] (WARNING: rootfs/data/busy-7 failed verification -- update discarded (will try again).
      WARNING: rootfs/data/busy-9 failed verification -- update discarded (will try again).
      )\
      """;
  private static final String LXD_COPY =
      """
      Failed instance creation: Error transferring instance data: Rsync send failed: web, /var/lib/lxd/storage-pools/default/containers/web/: [exit status 23 read unix @lxd/5f8326b4-4843-4f9f-addd-e0be73143cc5->@: use of closed network connection] (rsync: [sender] read errors mapping "/var/lib/lxd/storage-pools/default/containers/web/rootfs/data/busy-0": No data available (61)
      rsync error: some files/attrs were not transferred (see previous errors) (code 23) at main.c(1394) [sender=3.5.0]
      )\
      """;
  private static final String LXD_REFRESH =
      """
      Failed instance creation: Error transferring instance data: Failed creating instance on target: Rsync receive failed: /var/lib/lxd/storage-pools/default/containers/web/: [exit status 23 read |0: file already closed] (WARNING: rootfs/data/busy-31 failed verification -- update discarded (will try again).
      )\
      """;

  static Stream<Arguments> changes() {
    return Stream.of(
        Arguments.of(INCUS_COPY, "/data/busy-4, /data/busy-5, /data/busy-6 and 1 more."),
        Arguments.of(INCUS_REFRESH, "/data/busy-7, /data/busy-9."),
        Arguments.of(LXD_COPY, "/data/busy-0."),
        Arguments.of(LXD_REFRESH, "/data/busy-31."));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void filesThatChangeAreNamedAndAreNoRefusal(String said, String files) {
    DriverException failure = Refusals.of(500, said);
    assertInstanceOf(DriverException.Unsteady.class, failure);
    assertEquals("Files changed while they were copied: " + files, failure.getMessage());
  }

  /** What a full disk, a broken one and a lost connection look like must stay a failure. */
  @Test
  void anyOtherReasonIsARefusal() {
    for (String reason : new String[] {"No space left on device (28)", "Input/output error (5)"}) {
      String said = INCUS_COPY.replaceFirst("No data available \\(61\\)", reason);
      assertInstanceOf(DriverException.Rejected.class, Refusals.of(500, said));
    }
    String cut = LXD_COPY.replace("exit status 23", "exit status 12");
    assertInstanceOf(DriverException.Rejected.class, Refusals.of(500, cut));
  }
}
