package quayside.core.embedded.osctld;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.embedded.osctld.OsctldService.OsctldError;

/**
 * What a holder of an authorised key can send to the restricted shell: nobody gets more than the
 * usage text or a documented refusal, and nothing on the node changes (docs/protocols/osctl.md §6).
 */
class ReceiveShellAttackTest {
  private static final Pattern REFUSAL =
      Pattern.compile(
          "Error: (invalid authentication key|pool not found|the pool is disabled"
              + "|access denied: invalid container id|authentication key mismatch"
              + "|container not found|container tank:victim already exists"
              + "|this container is not staged|dataset does not exist"
              + "|expected archive type to be 'skel', got '[^\\n]{0,80}'"
              + "|unable to receive stream, zfs recv exited with 1(\\n[^\\n]{1,200})?"
              + "|internal error)\\n");
  private static final List<String> SEPARATORS =
      List.of(
          ";",
          "&&",
          "||",
          "|",
          "&",
          "\n",
          "\r\n",
          "\t",
          "\0",
          "`id`",
          "$(id)",
          "${IFS}",
          "<",
          ">",
          ">>/tmp/x",
          "#",
          "\\",
          "'",
          "\"",
          "*",
          "?",
          "~",
          "%00",
          "\u2028",
          "\u00a0",
          "-",
          "--",
          "!",
          "{a,b}",
          "$HOME");
  private static final String GUESS = "0123456789012345678901234567890123456789";

  @TempDir Path folder;
  private Fortress fortress;
  private int tried;

  @BeforeEach
  void open() throws IOException, OsctldError {
    fortress = new Fortress(folder.resolve("node"));
  }

  @AfterEach
  void close() {
    fortress.close();
  }

  @Test
  void hundredsOfHostileLinesGetTheUsageOrARefusalAndChangeNothing() throws IOException {
    String token = fortress.stage(Fortress.OTHER, "staged");
    var lines = new ArrayList<>(OTHER_PROGRAMS);
    for (String x : SEPARATORS) {
      lines.addAll(
          List.of(
              "receive" + x + "skel",
              "receive skel - " + x + "id",
              "receive skel " + x,
              "receive base " + token + " / " + x,
              "receive base " + token + x + " /",
              "receive incremental " + token + " " + x + "victim snap",
              "receive transfer " + token + x + "start",
              "receive transfer " + token + " start" + x,
              "receive cancel " + token + " " + x,
              x + "receive cancel " + token));
    }
    lines.addAll(hostileTokens(token));
    lines.addAll(longAndBinary());
    Map<String, String> before = fortress.files();
    for (String line : lines) {
      refused(Fortress.DESK, line, Fortress.utf8("garbage"));
      refused(Fortress.DESK, line, Fortress.skel(Map.of("container", "victim")));
    }
    assertEquals(before, fortress.files());
    assertTrue(tried > 600, () -> "only " + tried + " inputs");
  }

  @Test
  void anothersTokenIsOfNoUse() throws IOException {
    String token = fortress.stage(Fortress.OTHER, "staged");
    Map<String, String> before = fortress.files();
    for (String line :
        List.of(
            "base T /",
            "base T / s",
            "incremental T / s",
            "transfer T",
            "transfer T start",
            "cancel T")) {
      var answer =
          fortress.attack(Fortress.DESK, "receive " + line.replace("T", token), new byte[0]);
      assertEquals("Error: authentication key mismatch\n", answer.err());
      assertEquals(1, answer.status());
    }
    assertEquals(before, fortress.files());
  }

  @Test
  void aSingleUseKeyCannotBeUsedTwiceNorAfterItsUse() throws IOException, OsctldError {
    String once = "ssh-ed25519 AAAAonce once";
    fortress.authorise("once", once, Map.of("single_use", true));
    String token = fortress.stage(once, "first");
    byte[] second = Fortress.skel(Map.of("container", "second"));
    assertEquals(
        "Error: invalid authentication key\n",
        fortress.attack(once, "receive skel -", second).err());
    assertEquals(0, fortress.attack(once, "receive cancel " + token, new byte[0]).status());
    assertEquals(
        "Error: invalid authentication key\n",
        fortress.attack(once, "receive skel -", second).err());
    refused(once, "receive cancel " + token, new byte[0]);
  }

  @Test
  void passphrasesAndPatternsHold() throws IOException, OsctldError {
    String key = "ssh-ed25519 AAAApw pw";
    fortress.authorise("pw", key, Map.of("passphrase", "right", "ctid", "only-*"));
    byte[] wanted = Fortress.skel(Map.of("container", "only-1"));
    for (String phrase : List.of("", " wrong", " Right", " right;", " right\0", " *")) {
      refused(key, "receive skel -" + phrase, wanted);
    }
    for (String id : List.of("other", "xonly-1", "only", "../only-1", "only-1/../../x")) {
      refused(key, "receive skel - right", Fortress.skel(Map.of("container", id)));
    }
    assertEquals(0, fortress.attack(key, "receive skel - right", wanted).status());
  }

  @Test
  void ownTokensOpenOnlyTheOwnDatasets() throws IOException {
    String token = fortress.stage(Fortress.DESK, "mine");
    Map<String, String> before = fortress.files();
    for (String dataset :
        List.of(
            "..",
            "../victim",
            "/../victim",
            "//",
            "/.",
            "./",
            "tank/ct/victim",
            "victim",
            "/tank/ct/victim",
            "private",
            "a/../..",
            "@snap",
            "/@snap",
            "%2e%2e")) {
      refused(Fortress.DESK, "receive base " + token + " " + dataset, Fortress.utf8("x"));
      refused(Fortress.DESK, "receive incremental " + token + " " + dataset + " s", new byte[0]);
    }
    refused(Fortress.DESK, "receive base " + token + " /", new byte[0]);
    refused(Fortress.DESK, "receive base " + token + " / ../../../x", randomBytes(4096));
    assertEquals(before, fortress.files());
  }

  @Test
  void hostileDescriptionsOfContainersAreRefused() throws IOException {
    Map<String, String> before = fortress.files();
    for (String name :
        List.of(
            "",
            ".",
            "..",
            "../x",
            "a/b",
            "/etc",
            "a b",
            "a\nb",
            "a\0b",
            "x".repeat(101),
            "ü",
            "a;id",
            "$(id)",
            "tank:victim",
            "victim")) {
      refused(Fortress.DESK, "receive skel -", Fortress.skel(Map.of("container", name)));
      if (!name.equals("victim")) {
        refused(
            Fortress.DESK, "receive skel -", Fortress.skel(Map.of("container", "n", "user", name)));
      }
    }
    for (String group :
        List.of(
            "default",
            "/..",
            "/../../ct/victim/private/etc",
            "/a/../../../x",
            "//",
            "/a b",
            "/a\0",
            "/",
            "")) {
      if (!group.equals("/")) {
        refused(
            Fortress.DESK,
            "receive skel -",
            Fortress.skel(Map.of("container", "n", "group", group)));
      }
    }
    for (String dataset :
        List.of("..", "../victim", "/", "a//b", "a/../b", "a!b", "", " ", "-x/")) {
      refused(
          Fortress.DESK,
          "receive skel -",
          Fortress.skel(Map.of("container", "n", "datasets", List.of(dataset))));
    }
    assertEquals(before, fortress.files());
  }

  @Test
  void brokenArchivesAreRefused() throws IOException {
    Map<String, String> before = fortress.files();
    byte[] good = Fortress.skel(Map.of("container", "n"));
    var archives = new ArrayList<byte[]>();
    for (int cut : List.of(0, 1, 100, 511, 512, 600, 1024, 1500)) {
      archives.add(java.util.Arrays.copyOf(good, cut));
    }
    for (String size : List.of("77777777777", "-0000000001", "zzzzzzzzzzz", "           ")) {
      byte[] bent = good.clone();
      System.arraycopy(Fortress.utf8(size), 0, bent, 124, size.length());
      archives.add(bent);
    }
    archives.add(randomBytes(100_000));
    archives.add(Fortress.archive("a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n", "{}"));
    archives.add(Fortress.archive("[".repeat(5000), "{}"));
    archives.add(Fortress.archive("!!javax.script.ScriptEngineManager []", "{}"));
    for (byte[] archive : archives) {
      refused(Fortress.DESK, "receive skel -", archive);
    }
    assertEquals(before, fortress.files());
  }

  private void refused(String key, String line, byte[] stdin) throws IOException {
    tried++;
    var answer = fortress.attack(key, line, stdin);
    String shown = line.length() > 200 ? line.substring(0, 200) + "…" : line;
    assertEquals(1, answer.status(), () -> "accepted: " + shown);
    assertEquals("", answer.out(), () -> "answered: " + shown);
    boolean usage = answer.err().startsWith("Usage:\n  receive skel ");
    assertTrue(
        usage || REFUSAL.matcher(answer.err()).matches(), () -> shown + " got " + answer.err());
  }

  private static List<String> hostileTokens(String token) {
    var lines = new ArrayList<String>();
    for (String guess :
        List.of(
            GUESS,
            token.substring(1),
            token + "0",
            token.toUpperCase(java.util.Locale.ROOT),
            "*",
            "tank:staged",
            "staged",
            "null",
            "true",
            "0",
            "''",
            "../" + token,
            "/" + token)) {
      for (String verb :
          List.of("base T / s", "incremental T / s", "transfer T start", "cancel T")) {
        lines.add("receive " + verb.replace("T", guess));
      }
    }
    return lines;
  }

  private static List<String> longAndBinary() {
    var lines = new ArrayList<String>();
    lines.add("receive skel " + "a".repeat(1 << 20));
    lines.add("receive base " + "0".repeat(1 << 16) + " /");
    lines.add("receive cancel" + " x".repeat(100_000));
    lines.add("receive " + "skel ".repeat(10_000));
    var random = new SplittableRandom(7);
    for (int i = 0; i < 30; i++) {
      var line = new StringBuilder(i % 2 == 0 ? "receive skel " : "");
      for (int n = 0; n < 64; n++) {
        line.append((char) random.nextInt(1, 0xd000));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(3).nextBytes(bytes);
    return bytes;
  }

  private static final List<String> OTHER_PROGRAMS =
      List.of(
          "",
          " ",
          "sh",
          "/bin/sh",
          "bash -i",
          "sh -c id",
          "id",
          "cat /etc/passwd",
          "ls /",
          "scp -t /",
          "scp -f /etc/passwd",
          "scp -r -p -t .",
          "internal-sftp",
          "/usr/lib/openssh/sftp-server",
          "sftp",
          "rsync --server -e.LsfxC . /",
          "git-upload-pack '/x'",
          "osctl ct ls",
          "osctl -j ct show victim",
          "sudo -n osctl ct ls",
          "sudo -n receive skel -",
          "env receive skel -",
          "FOO=1 receive skel -",
          "LD_PRELOAD=/tmp/x receive skel -",
          "SSH_ORIGINAL_COMMAND=x receive",
          "exec receive skel",
          "nohup receive skel -",
          "RECEIVE skel -",
          "Receive skel -",
          "receive SKEL -",
          "./receive skel -",
          "/bin/receive skel -",
          "../receive skel -",
          "receive",
          "receive frobnicate",
          "receive help",
          "receive --help",
          "receive 2 skel -",
          "receive skel ../../tank",
          "receive skel /tank",
          "receive skel tank/ct",
          "receive skel nosuch",
          "receive skel - a b",
          "receive transfer",
          "receive cancel",
          "receive base",
          "receive transfer " + GUESS + " stop",
          "receive transfer " + GUESS + " start start",
          "zfs recv -F tank/ct/victim",
          "zfs destroy -r tank",
          "ip -j link",
          "cat /tank/conf/send-receive/key",
          "uname -m",
          "exit",
          "true");
}
