package quayside.core.embedded.osctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quayside.core.embedded.faults.Faults;
import quayside.core.embedded.osctld.Daemon;
import quayside.core.embedded.osctld.NodeFolder;
import quayside.core.embedded.osctld.OsctldService.OsctldError;
import quayside.core.embedded.osctld.Settings;
import quayside.core.json.Json;

/** Command line and daemon of the embedded node together against the recordings, in form. */
class EmbeddedRecordingsTest {
  @TempDir Path folder;
  private Daemon daemon;

  @BeforeEach
  void open() throws IOException, OsctldError {
    var settings = new Settings(Duration.ZERO, Duration.ZERO, 0, true, "24.05.0");
    daemon =
        new Daemon(
            new NodeFolder(folder), "n1", List.of("tank"), 1_000_000, settings, new Faults());
    for (String id : List.of("ct1", "ct2")) {
      ask("ct_create_empty", Map.of("id", id, "distribution", "debian", "version", "13"));
    }
  }

  @AfterEach
  void close() {
    daemon.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ct_ls",
        "ct_ls_json",
        "ct_ls_empty",
        "ct_ls_empty_json",
        "ct_ls_o_id_H",
        "ct_ls_unknown_id",
        "err_pool_unknown_g",
        "ct_show",
        "ct_show_json",
        "ct_show_o",
        "ct_show_H",
        "pool_ls",
        "pool_ls_json",
        "user_ls",
        "user_ls_json",
        "user_show_json",
        "user_map_json",
        "group_ls",
        "group_ls_json",
        "idrange_ls",
        "idrange_ls_json",
        "devices_ls_json",
        "ping",
        "version",
        "send_key_path_public",
        "send_key_path_private"
      })
  void readsHaveTheRecordedForm(String name) throws IOException {
    compare(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "err_ct_unknown",
        "err_ct_unknown_json",
        "err_pool_unknown",
        "err_pool_unknown_ct",
        "err_ct_start_unknown",
        "err_del_unknown",
        "err_ct_new_exists",
        "err_send_cancel_none",
        "err_send_cancel_force_none",
        "err_send_cancel_unknown",
        "err_send_cleanup_none",
        "err_send_config_unknown",
        "err_send_config_unreach",
        "err_send_rootfs_none",
        "err_send_state_none",
        "err_send_state_none_json",
        "err_send_sync_none",
        "authkeys_add_badname",
        "err_key_path_bad",
        "err_unknown_opt"
      })
  void refusalsAreWordForWordTheRecordedOnes(String name) throws IOException {
    compare(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set_hostname",
        "set_attr",
        "set_autostart",
        "set_dns",
        "authkeys_add_plain",
        "authkeys_add_2",
        "authkeys_add_desk2",
        "authkeys_del_unknown"
      })
  void changesAreSilentAsRecorded(String name) throws IOException {
    compare(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"authkeys_add_exists", "authkeys_ls_1", "authkeys_ls_1_json"})
  void oneKeyIsShownAndKeptAsRecorded(String name) throws IOException, OsctldError {
    ask(
        "receive_authkey_add",
        Map.of("name", name.endsWith("exists") ? "n1" : "v1", "public_key", "ssh-ed25519 AAAA x"));
    compare(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"authkeys_ls_2", "authkeys_ls_2_json"})
  void severalKeysAreShownAsRecorded(String name) throws IOException, OsctldError {
    ask("receive_authkey_add", Map.of("name", "v1", "public_key", "ssh-ed25519 AAAA x"));
    ask(
        "receive_authkey_add",
        Map.of(
            "name",
            "n1",
            "public_key",
            "ssh-ed25519 BBBB y",
            "from",
            "10.0.2.*,127.0.0.1",
            "ctid",
            "ct*",
            "passphrase",
            "s3cret",
            "single_use",
            true));
    compare(name);
  }

  private void ask(String command, Map<String, Object> options) throws OsctldError {
    daemon.call(command, new LinkedHashMap<String, @Nullable Object>(options), _ -> {});
  }

  private void compare(String name) throws IOException {
    Recording recording = Recording.load(name);
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var key = new ByteArrayInputStream("ssh-ed25519 AAAA k\n".getBytes(StandardCharsets.UTF_8));
    int status =
        new OsctlCommandLine(daemon, _ -> Optional.empty())
            .run(recording.argv(), key, out, err, false);
    String said = out.toString(StandardCharsets.UTF_8);
    assertEquals(recording.err(), err.toString(StandardCharsets.UTF_8));
    assertEquals(recording.status(), status);
    if (recording.json() && recording.status() == 0) {
      sameForm(recording.value(), Json.parse(said).raw(), "$");
    } else {
      assertEquals(words(recording.out()), words(said));
    }
  }

  /** The words of a table without key material and figures; all of another text. */
  private static String words(String text) {
    return text.replaceAll("ssh-ed25519 \\S+ \\S+", "KEY")
        .replaceAll("[0-9.]+[KMGTs]\\b", "N")
        .replaceAll(" +", " ");
  }

  /** The same keys in the same order, and the same types where both have a value. */
  private static void sameForm(@Nullable Object wanted, @Nullable Object found, String at) {
    if (wanted instanceof Map<?, ?> left && found instanceof Map<?, ?> right) {
      assertEquals(List.copyOf(left.keySet()), List.copyOf(right.keySet()), at);
      left.forEach((key, value) -> sameForm(value, right.get(key), at + "." + key));
    } else if (wanted instanceof List<?> left && found instanceof List<?> right) {
      assertEquals(left.isEmpty(), right.isEmpty(), at);
      for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
        sameForm(left.get(i), right.get(i), at + "[" + i + "]");
      }
    } else if (wanted != null && found != null) {
      assertEquals(wanted.getClass(), found.getClass(), at);
    } else {
      assertTrue(wanted == null || found == null, at);
    }
  }
}
