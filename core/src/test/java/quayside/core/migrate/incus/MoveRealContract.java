package quayside.core.migrate.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.migrate.IncusOptions;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;

/** What moves between two real servers must do, whichever kinds they are. */
@Timeout(120)
abstract class MoveRealContract {
  private static final String MAC = "volatile.eth0.hwaddr";

  @TempDir Path folder;
  LabPair pair;

  /** Names of the two servers in the lab. */
  abstract String source();

  abstract String target();

  /** Whether snapshots can come along. */
  boolean snapshots() {
    return true;
  }

  @BeforeEach
  void open() throws IOException {
    pair = new LabPair(source(), target(), folder);
  }

  @AfterEach
  void close() throws IOException {
    if (pair != null) {
      pair.close();
    }
  }

  private void succeeded(OperationView view) {
    assertEquals(Status.SUCCEEDED, view.status(), view.toString());
  }

  @Test
  void aStoppedOneIsMovedWithAllThatItIs() throws Exception {
    String id = pair.stopped();
    if (snapshots()) {
      pair.snapshot(pair.a, id, "s1");
    }
    String content = pair.content(pair.a, id);
    String mac = pair.setting(pair.a, id, MAC);
    succeeded(pair.run(pair.request(id, false, o -> o)));
    assertEquals("", pair.state(pair.a, id));
    assertEquals("STOPPED", pair.state(pair.b, id));
    assertEquals(content, pair.content(pair.b, id));
    assertEquals(mac, pair.setting(pair.b, id, MAC));
    assertEquals("", pair.setting(pair.b, id, Mark.KEY));
    if (snapshots()) {
      assertTrue(pair.b.run(pair.b.tool(), "info", id).contains("s1"));
    }
    pair.b.run(pair.b.tool(), "start", id);
    pair.b.awaitUp(id);
  }

  @Test
  void aRunningOneIsClonedAndBothRunWithAddressesOfTheirOwn() throws Exception {
    String id = pair.running();
    String content = pair.content(pair.a, id);
    succeeded(pair.run(pair.request(id, true, o -> o)));
    assertEquals("RUNNING", pair.state(pair.a, id));
    assertEquals("RUNNING", pair.state(pair.b, id));
    assertEquals(content, pair.content(pair.a, id));
    assertEquals(content, pair.content(pair.b, id));
    assertNotEquals(pair.setting(pair.a, id, MAC), pair.setting(pair.b, id, MAC));
    assertEquals("", pair.setting(pair.b, id, Mark.KEY));
  }

  /** What was written since is not there, and nothing was stopped for it. */
  @Test
  void oneSnapshotIsClonedAsAContainerOfItsOwn() throws Exception {
    String id = pair.running();
    pair.snapshot(pair.a, id, "s1");
    String content = pair.snapshotContent(pair.a, id, "s1"); // LXD's differ by parts of seconds
    pair.exec(pair.a, id, "echo since >/data/since; rm /data/1");
    String later = pair.content(pair.a, id);
    var manner = new IncusOptions.Manner.OfSnapshot("s1");
    var special = IncusOptions.DEFAULT.withManner(manner);
    String name = id + "-s1";
    OperationView view =
        pair.run(pair.request(id, true, o -> o.withAsId(name).withSpecial(special)));
    try {
      succeeded(view);
      assertEquals("RUNNING", pair.state(pair.a, id));
      assertEquals(later, pair.content(pair.a, id));
      assertEquals("RUNNING", pair.state(pair.b, name));
      assertEquals(content, pair.content(pair.b, name));
      assertEquals("", pair.setting(pair.b, name, Mark.KEY));
      assertTrue(view.stop().isEmpty(), view.toString());
    } finally {
      pair.b.remove(name);
    }
  }

  /** What was written up to the stop is there, and the stop was measured. */
  @Test
  void oneThatWritesIsMovedWithAShortStop() throws Exception {
    String id = pair.running();
    String content = pair.content(pair.a, id);
    pair.exec(
        pair.a,
        id,
        "(trap 'echo $n >/data/busy-end; exit' TERM PWR; n=0; while :; do n=$((n+1)); head -c 50000"
            + " /dev/urandom >/data/busy-$((n % 20)); echo $n >>/data/busy-log; sync; usleep"
            + " 100000; done) >/dev/null 2>&1 </dev/null &");
    OperationView view = pair.run(pair.request(id, false, o -> o));
    succeeded(view);
    assertEquals("", pair.state(pair.a, id));
    assertEquals("RUNNING", pair.state(pair.b, id));
    assertEquals(content, pair.content(pair.b, id));
    assertTrue(view.stop().isPresent(), view.toString());
    assertTrue(view.rounds().stream().anyMatch(r -> r.name().startsWith("sync")), view.toString());
    pair.exec(
        pair.b,
        id,
        "cd /data && n=$(tail -n 1 busy-log) && [ $n -gt 3 ] && [ $(wc -l <busy-log) = $n ] && ["
            + " $(stat -c %s busy-$((n % 20))) = 50000 ]");
  }
}
