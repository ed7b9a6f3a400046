package quayside.core.embedded.osctld;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.archive.zfs.Samples;
import quayside.core.archive.zfs.StreamSource;
import quayside.core.archive.zfs.ZfsArchive;
import quayside.core.embedded.NodeOverSshTest;
import quayside.core.embedded.store.DataStream;
import quayside.core.embedded.store.Dataset;

/** What a real node sent to another one, recorded, comes to an embedded node. */
class RecordedSendTest {
  @TempDir Path folder;

  @Test
  void aRecordedSendArrivesAsItWas() throws Exception {
    try (Fortress node = new Fortress(folder.resolve("node"))) {
      Intruder.Answer staged = node.attack(Fortress.DESK, "receive skel -", skel());
      assertEquals(0, staged.status(), staged.err());
      String token = staged.out().strip();
      stream(node, "base", token, "wire-1.zfs", "osctl-send-base-1795302923");
      Ct ct =
          node.daemon().state().containers().stream()
              .filter(c -> c.id().equals("ct2"))
              .findFirst()
              .orElseThrow();
      Dataset dataset = ct.open("/");
      same("wire-v1", dataset, "osctl-send-base-1795302923", true);
      stream(node, "incremental", token, "wire-2.zfs", "osctl-send-incr-1795302937");
      same("wire-v2", dataset, "osctl-send-incr-1795302937", true);
      stream(node, "incremental", token, "wire-3.zfs", "osctl-send-incr-1795302949");
      Intruder.Answer done = node.attack(Fortress.DESK, "receive transfer " + token, new byte[0]);
      assertEquals(0, done.status(), done.err());
      assertEquals(List.of(), dataset.snapshots());
      dataset.snapshot("now", 1);
      same("wire-v2", dataset, "now", false);
      assertFalse(Files.exists(folder.resolve("node/zfs/tank!ct!ct2/received")));
    }
  }

  private static byte[] skel() throws IOException {
    try (InputStream in = NodeOverSshTest.class.getResourceAsStream("wire/skel.tar")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  private static void stream(Fortress node, String verb, String token, String name, String snapshot)
      throws IOException {
    Intruder.Answer answer =
        node.attack(
            Fortress.DESK,
            "receive " + verb + " " + token + " / " + snapshot,
            Samples.stream(name));
    assertEquals(0, answer.status(), answer.err());
  }

  private void same(String manifest, Dataset dataset, String snapshot, boolean numbers)
      throws IOException {
    var out = new ByteArrayOutputStream();
    DataStream.write(
        dataset,
        new DataStream.Request("tank/ct/ct2", Optional.empty(), snapshot, false, true),
        out);
    var source = new StreamSource.Pipe(new ByteArrayInputStream(out.toByteArray()));
    try (ZfsArchive archive = ZfsArchive.open(List.of(source), folder, _ -> {})) {
      Map<String, Map<String, String>> expected = Samples.manifest(manifest);
      Map<String, Map<String, String>> found = Samples.inside(Samples.manifest(archive.latest()));
      if (!numbers) {
        expected.values().forEach(entry -> entry.remove("ino"));
        found.values().forEach(entry -> entry.remove("ino"));
      }
      assertEquals(List.of(), Samples.differences(expected, found));
    }
  }
}
