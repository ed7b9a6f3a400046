package quayside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quayside.transport.keys.ClientCertificate;

/** Making and changing what is on the servers that lab/incus/up started. */
@Timeout(300)
class ManageRealTest extends Lab {
  private static final String ID = "c-man-" + ProcessHandle.current().pid();

  private void refused(String sentence, String... args) {
    assertEquals(1, terminal.run(args), terminal::toString);
    assertTrue(terminal.err().contains(sentence), terminal::toString);
  }

  private String shown(String... args) {
    run(args);
    return terminal.out();
  }

  @ParameterizedTest
  @CsvSource({"lxd-a, lxc", "inc-a, incus"})
  void containersAreMadeFromImagesFromNothingAndAsCopies(String server, String tool)
      throws IOException {
    add(server);
    String name = "it:" + ID;
    try {
      run("create", name, "--image", "tiny", "--pool", "second", "--start", "--config", "user.a=1");
      assertTrue(terminal.out().contains("start it:default:" + ID), terminal::toString);
      String record = shown("show", name, "--json");
      assertTrue(record.contains("\"state\":\"running\""), record);
      assertTrue(record.contains("\"dataset\":\"second\""), record);
      refused("There is an instance “" + ID + "”", "create", name, "--image", "tiny");
      refused("There is no image “none”", "create", name + "-x", "--image", "none");
      refused("There is no profile “none”", "create", name + "-x", "--empty", "--profile", "none");
      refused(
          "There is no storage pool “none”", "create", name + "-x", "--empty", "--pool", "none");
      refused("There is no project “none”", "create", "it:none:" + ID, "--empty");
      assertEquals(2, terminal.run("create", name + "-x"), terminal::toString);
      assertEquals(2, terminal.run("create", name, "--empty", "--copy", "a"), terminal::toString);
      run("stop", "--force", name);
      run("snapshot", "create", name, "s1");
      run("config", "set", name, "user.a=2", "--description", "the first");
      run("create", name + "-e", "--empty", "--json");
      assertEquals(
          "{\"type\":\"done\",\"verb\":\"create\",\"container\":\"it:default:" + ID + "-e\"}",
          terminal.last());
      run("create", name + "-c", "--copy", ID, "--config", "user.b=3", "--unset", "user.a");
      String copy = shown("config", "show", name + "-c", "--json");
      assertTrue(copy.contains("\"description\":\"the first\""), copy);
      assertTrue(copy.contains("\"user.b\":\"3\""), copy);
      assertFalse(copy.contains("user.a"), copy);
      assertTrue(copy.contains("\"pool\":\"second\""), copy);
      assertTrue(shown("snapshot", "ls", name + "-c").contains("s1"), terminal::toString);
      run("create", name + "-s", "--copy", ID + "/s1", "--no-snapshots", "--pool", "default");
      assertEquals("", shown("snapshot", "ls", name + "-s", "--json"));
      run("create", name + "-n", "--copy", ID, "--no-snapshots");
      assertEquals("", shown("snapshot", "ls", name + "-n", "--json"));
    } finally {
      for (String end : new String[] {"", "-e", "-c", "-s", "-n", "-x"}) {
        on(server, tool, "delete", "-f", ID + end);
      }
    }
  }

  /** An image of another node is fetched from there, public or not, whichever kind that is. */
  @ParameterizedTest
  @CsvSource({"lxd-a, lxc, inc-b, incus", "inc-a, incus, inc-b, incus"})
  void containersAreMadeFromImagesOfOtherNodes(
      String server, String tool, String far, String farTool) throws IOException {
    add(server);
    String key = LAB + "/client/id_ed25519";
    run("node", "add", "far", "ssh://root@" + host(far), "--identity", key, "--json");
    String name = "it:" + ID + "-f";
    String image = ID + "-image";
    on(far, farTool, "-q", "init", "tiny", image);
    on(far, farTool, "publish", image, "--alias", image);
    on(far, farTool, "delete", "-f", image);
    String print = on(far, farTool, "image", "list", image, "-f", "csv", "-c", "F");
    assertTrue(print.matches("[0-9a-f]{64}"), print);
    try {
      refused(
          "There is no image “none” in project “default” on far",
          "create",
          name,
          "--image",
          "far:none");
      refused("There is no image “gone:" + image, "create", name, "--image", "gone:" + image);
      assertEquals("", on(server, tool, "list", "-f", "csv", "-c", "n", "^" + ID + "-f$"));
      run("create", name, "--image", "far:" + image, "--start");
      assertEquals(print, on(server, tool, "config", "get", ID + "-f", "volatile.base_image"));
      String asked = on(far, farTool, "operation", "list", "-f", "csv");
      assertFalse(asked.matches("(?s).*Image download token,RUNNING.*"), asked);
      on(server, tool, "delete", "-f", ID + "-f");
      on(server, tool, "image", "delete", print);
      on(far, farTool, "query", "-X", "PATCH", "-d", "{\"public\":true}", "/1.0/images/" + print);
      run("create", name, "--image", "far:" + image);
      assertEquals(print, on(server, tool, "config", "get", ID + "-f", "volatile.base_image"));
      on(server, tool, "delete", "-f", ID + "-f");
      on(server, tool, "image", "delete", print);
      Path file = folder.resolve("far.crt");
      Files.writeString(file, on(far, "cat", "/var/lib/incus/server.crt"));
      String address = "https://" + host(far) + ":8443";
      String[] fetched = {
        "create", name, "--image", image, "--server", address, "--protocol", "incus"
      };
      refused("a certificate that no authority vouches for", fetched);
      assertTrue(terminal.err().contains(ClientCertificate.fingerprint(file)), terminal::toString);
      assertTrue(terminal.err().contains("--certificate FILE"), terminal::toString);
      run(
          Stream.concat(Arrays.stream(fetched), Stream.of("--certificate", file.toString()))
              .toArray(String[]::new));
      assertEquals(print, on(server, tool, "config", "get", ID + "-f", "volatile.base_image"));
    } finally {
      on(server, tool, "delete", "-f", ID + "-f");
      on(server, tool, "image", "delete", print);
      on(far, farTool, "image", "delete", print);
    }
  }

  @ParameterizedTest
  @CsvSource({"lxd-b, lxc", "inc-b, incus"})
  void settingsAreChangedAndSomebodyElsesChangeIsNeverOverwritten(String server, String tool)
      throws IOException {
    add(server);
    String name = "it:" + ID;
    on(server, tool, "-q", "init", "tiny", ID);
    try {
      Path secret = folder.resolve("value");
      Files.writeString(secret, "#cloud-config\npassword: hush-value\n");
      run("config", "set", name, "user.k=one=1", "--config-from", "user.data=" + secret);
      assertFalse(terminal.toString().contains("hush-value"), terminal::toString);
      run("config", "set", name, "--device", "dev0,type=none", "--description", "Zwölf");
      String json = shown("config", "show", name, "--json");
      assertTrue(json.contains("\"user.k\":\"one=1\""), json);
      assertTrue(json.contains("password: hush-value\\n"), json);
      assertTrue(json.contains("\"devices\":{\"dev0\":{\"type\":\"none\"}}"), json);
      assertTrue(json.contains("\"description\":\"Zwölf\""), json);
      assertFalse(json.contains("\"root\""), json);
      assertTrue(shown("config", "show", name, "--all", "--json").contains("\"root\""));
      String etag = json.replaceAll("(?s).*\"etag\":\"([^\"]+)\".*", "$1");
      on(server, tool, "config", "set", ID, "user.other=x");
      refused("Somebody has changed it since", "config", "set", name, "user.k=2", "--etag", etag);
      assertTrue(terminal.err().contains("Nothing was written"), terminal::toString);
      assertEquals("one=1", on(server, tool, "config", "get", ID, "user.k"));
      run("config", "set", name, "user.k=2", "--no-device", "dev0");
      assertEquals("2", on(server, tool, "config", "get", ID, "user.k"));
      assertEquals("x", on(server, tool, "config", "get", ID, "user.other"));
      run("config", "set", name, "--ephemeral");
      assertTrue(isEphemeral(server, tool));
      assertTrue(shown("config", "show", name).contains("ephemeral"), terminal::toString);
      etag =
          shown("config", "show", name, "--json").replaceAll("(?s).*\"etag\":\"([^\"]+)\".*", "$1");
      on(server, tool, "config", "set", ID, "user.other=y");
      refused("Somebody has changed it since", "config", "set", name, "--lasting", "--etag", etag);
      assertTrue(isEphemeral(server, tool));
      run("config", "set", name, "user.k=3");
      assertTrue(isEphemeral(server, tool), "what was not said stays");
      run("config", "set", name, "--lasting");
      assertFalse(isEphemeral(server, tool));
      assertEquals("3", on(server, tool, "config", "get", ID, "user.k"));
      run("config", "unset", name, "user.k", "user.other");
      assertEquals("", on(server, tool, "config", "get", ID, "user.k"));
      refused("There is no setting “user.k” of its own", "config", "unset", name, "user.k");
      assertEquals(1, terminal.run("config", "set", name, "no.such.key=1"), terminal::toString);
      assertTrue(terminal.err().contains("no.such.key"), terminal::toString);
      assertEquals(2, terminal.run("config", "set", name), terminal::toString);
      assertEquals(2, terminal.run("config", "set", name, "novalue"), terminal::toString);
    } finally {
      on(server, tool, "delete", "-f", ID);
    }
  }

  private static boolean isEphemeral(String server, String tool) throws IOException {
    String record = on(server, tool, "query", "/1.0/instances/" + ID);
    var found = Pattern.compile("\"ephemeral\": (true|false)").matcher(record);
    assertTrue(found.find(), record);
    return found.group(1).equals("true");
  }

  @Test
  void aMoveTakesNoSettingThatMayBeASecretIntoItsJournal() throws IOException {
    add("inc-a");
    String key = LAB + "/client/id_ed25519";
    run("node", "add", "other", "ssh://root@" + host("inc-b"), "--identity", key);
    on("inc-a", "incus", "-q", "init", "tiny", ID + "-j");
    try {
      String secret = "environment.KEY=hush-journal";
      assertEquals(3, terminal.run("send", "it:" + ID + "-j", "other", "--config", secret));
      assertTrue(terminal.err().contains("environment.KEY may be a secret"), terminal::toString);
      try (var files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String text = Files.readString(file, StandardCharsets.ISO_8859_1);
          assertFalse(text.contains("hush-journal"), () -> "a secret in " + file);
        }
      }
    } finally {
      on("inc-a", "incus", "delete", "-f", ID + "-j");
    }
  }

  @ParameterizedTest
  @CsvSource({"lxd-b, lxc", "inc-b, incus"})
  void profilesAreMadeChangedGivenToContainersAndDeleted(String server, String tool)
      throws IOException {
    add(server);
    String profile = "it:" + ID + "-p";
    on(server, tool, "-q", "init", "tiny", ID);
    try {
      run("profile", "create", profile, "--config", "user.p=1", "--description", "shared");
      refused("already exists", "profile", "create", profile);
      run("config", "profiles", "it:" + ID, "default", ID + "-p");
      String json = shown("profile", "show", profile, "--json");
      assertTrue(json.contains("\"instances\":[\"default:" + ID + "\"]"), json);
      String etag = json.replaceAll("(?s).*\"etag\":\"([^\"]+)\".*", "$1");
      run("profile", "edit", profile, "--config", "user.p=2", "--device", "d,type=none");
      refused(
          "Somebody has changed it since",
          "profile",
          "edit",
          profile,
          "--config",
          "user.p=3",
          "--etag",
          etag);
      assertEquals("2", on(server, tool, "config", "get", "-e", ID, "user.p"));
      assertTrue(shown("profile", "ls", "it").contains(ID + "-p  1"), terminal::toString);
      refused("nobody confirmed", "profile", "delete", profile);
      refused("in use", "profile", "delete", profile, "--yes");
      run("config", "profiles", "it:" + ID, "default");
      run("profile", "delete", profile, "--yes", "--json");
      assertEquals(
          "{\"type\":\"done\",\"verb\":\"profile-delete\",\"profile\":\"it:default:" + ID + "-p\"}",
          terminal.last());
      refused("not found", "profile", "show", profile);
      refused("cannot be the name of a profile", "profile", "show", "it:../x");
    } finally {
      on(server, tool, "delete", "-f", ID);
      on(server, tool, "profile", "delete", ID + "-p");
    }
  }

  @ParameterizedTest
  @CsvSource({"lxd-a, lxc", "inc-a, incus"})
  void projectsAreListedAndContainersMadeInThem(String server, String tool) throws IOException {
    add(server);
    String project = ID + "-pr";
    on(server, tool, "project", "create", project, "-c", "features.images=false");
    try {
      run("create", "it:" + project + ":web", "--image", "tiny", "--pool", "default");
      assertTrue(
          shown("project", "ls", "it", "--json")
              .contains("\"name\":\"" + project + "\",\"containers\":1"),
          terminal::toString);
      assertTrue(shown("profile", "ls", "it", "--project", project).contains("default"));
      run("delete", "it:" + project + ":web", "--yes");
    } finally {
      on(server, tool, "delete", "-f", "web", "--project", project);
      on(server, tool, "project", "delete", project);
    }
  }

  @ParameterizedTest
  @CsvSource({"lxd-a, lxc", "inc-a, incus"})
  void operationsAreSeenWaitedForAndCancelled(String server, String tool) throws IOException {
    add(server);
    boolean lxd = tool.equals("lxc");
    String token =
        lxd
            ? on(server, tool, "config", "trust", "add", "--name", ID)
            : on(server, tool, "config", "trust", "add", ID);
    String all = on(server, tool, "query", "/1.0/operations?recursion=1");
    var found =
        Pattern.compile(
                "\"id\": \"([0-9a-f-]+)\",(?:(?!\"id\":)[\\s\\S])*?\"name\": \"" + ID + "\"")
            .matcher(all);
    assertTrue(found.find(), all);
    String id = found.group(1);
    String json = shown("operation", "ls", "it", "--json");
    String line = json.lines().filter(each -> each.contains(id)).findFirst().orElseThrow();
    assertTrue(line.contains("\"type\":\"server-operation\",\"node\":\"it\""), line);
    assertTrue(line.contains("\"mayCancel\":true"), line);
    String secret =
        all.replaceAll("(?s).*\"name\": \"" + ID + "\".*?\"secret\": \"(.*?)\".*", "$1");
    assertEquals(64, secret.length());
    assertFalse(json.contains(secret), "secrets of operations are shown to nobody");
    assertTrue(shown("operation", "ls", "it").contains(id), terminal::toString);
    run("operation", "cancel", "it", id);
    assertFalse(shown("operation", "ls", "it").contains(id), terminal::toString);
    refused("", "operation", "wait", "it", "00000000-0000-0000-0000-000000000000");
    assertTrue(terminal.err().contains("it may have worked"), terminal::toString);
    refused("not found", "operation", "cancel", "it", "00000000-0000-0000-0000-000000000000");
    assertFalse(token.getBytes(StandardCharsets.UTF_8).length == 0);
    waitedFor(server, tool);
  }

  /** A command of some seconds inside a container is an operation of the server. */
  private void waitedFor(String server, String tool) throws IOException {
    on(server, tool, "-q", "launch", "tiny", ID);
    try {
      String body = "{\"command\":[\"sleep\",\"4\"],\"record-output\":true}";
      String started =
          on(server, tool, "query", "-X", "POST", "-d", body, "/1.0/instances/" + ID + "/exec");
      var id = Pattern.compile("\"id\": \"([0-9a-f-]+)\"").matcher(started);
      assertTrue(id.find(), started);
      run("operation", "wait", "it", id.group(1), "--json");
      assertTrue(terminal.last().contains("\"status\":\"Success\""), terminal::toString);
    } finally {
      on(server, tool, "delete", "-f", ID);
    }
  }
}
