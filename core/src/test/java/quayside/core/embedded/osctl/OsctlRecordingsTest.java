package quayside.core.embedded.osctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import quayside.core.json.Json;

/** The command line against recordings of a real osctl 24.05.0, byte for byte where possible. */
class OsctlRecordingsTest {
  @TempDir Path folder;

  static List<String> recordings() throws IOException {
    return Recording.names("USED.txt");
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void answersAsTheRealOneWasRecorded(String name) throws IOException {
    Recording recording = Recording.load(name);
    var daemon = new RecordedDaemon(recording);
    Ran ran = run(recording, daemon);

    assertEquals(recording.status(), ran.status, ran.out + ran.err);
    assertEquals(recording.err(), ran.err);
    if (name.startsWith("group_ls")) {
      assertEquals(form(recording.out()), form(ran.out));
    } else if (name.equals("sendB_3_sync_plain_tty")) {
      assertEquals(barForm(recording.out()), barForm(ran.out));
    } else {
      assertEquals(recording.out(), ran.out);
    }
    if (recording.status() == 64) {
      assertEquals(List.of(), daemon.asked(), "wrong usage must not reach the daemon");
    }
  }

  @Test
  void atLeastAHundredRecordingsAreReplayedAndEveryOtherHasAReason() throws IOException {
    List<String> used = Recording.names("USED.txt");
    var left = new HashSet<>(Recording.names("LEFT-OUT.txt"));
    assertTrue(new HashSet<>(used).size() >= 140, () -> used.size() + " recordings");
    assertEquals(236, used.size() + left.size(), "every recorded command is in one of both lists");
    left.retainAll(used);
    assertEquals(new HashSet<String>(), left);
  }

  private Ran run(Recording recording, RecordedDaemon daemon) throws IOException {
    var out = new ByteArrayOutputStream();
    var err = recording.pty() ? out : new ByteArrayOutputStream();
    Path file = folder.resolve("file");
    boolean exists = recording.name().equals("send_key_gen_exists");
    boolean imported = recording.name().matches("(err_)?import_.*");
    if (exists
        || recording.name().equals("ct_log_cat")
        || (imported && !recording.name().equals("err_import_missing"))) {
      Files.writeString(file, "");
    }
    var key = new ByteArrayInputStream("ssh-ed25519 AAAA n1\n".getBytes(StandardCharsets.UTF_8));
    int status =
        new OsctlCommandLine(daemon, _ -> Optional.of(file))
            .run(recording.argv(), key, out, err, recording.pty());
    String errors = recording.pty() ? "" : err.toString(StandardCharsets.UTF_8);
    return new Ran(status, out.toString(StandardCharsets.UTF_8), errors);
  }

  /** JSON without its figures, a table without them and its widths. */
  private static String form(String text) throws IOException {
    if (text.startsWith("[")) {
      var keys = new StringBuilder();
      for (var object : Invocation.objects(Json.parse(text).raw())) {
        for (Map.Entry<String, ?> entry : object.entrySet()) {
          Object value = entry.getValue();
          keys.append(entry.getKey()).append(value == null ? "" : value.getClass()).append(' ');
        }
      }
      return keys.toString();
    }
    return text.replaceAll("[0-9.]+[KMGTs]", "N").replaceAll(" +", " ");
  }

  private static String barForm(String text) {
    return text.replaceAll("[0-9]+", "N")
        .replaceAll("=+", "=")
        .replaceAll(" +", " ")
        .replaceAll("(Time[^\r]*\r)+", "Time\r");
  }

  private record Ran(int status, String out, String err) {}
}
