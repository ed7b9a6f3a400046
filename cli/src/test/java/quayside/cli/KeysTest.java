package quayside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.embedded.EmbeddedNode;

/** {@code key}, {@code hostkey} and {@code identity} on two nodes that do not know each other. */
class KeysTest {
  @TempDir private Path folder = Path.of("");
  private Terminal terminal = new Terminal(folder);
  private List<EmbeddedNode> nodes = List.of();

  @BeforeEach
  void open() throws IOException {
    terminal = new Terminal(folder);
    nodes = List.of(node("alpha"), node("beta"));
    for (EmbeddedNode node : nodes) {
      run(
          0,
          "node",
          "add",
          node.name(),
          "ssh://root@127.0.0.1:" + node.port(),
          "--identity=" + node.rootKeyFile(),
          "--host-key=" + node.hostKeySha256());
    }
  }

  private EmbeddedNode node(String name) throws IOException {
    return EmbeddedNode.start(folder.resolve(name), EmbeddedNode.Options.named(name));
  }

  @AfterEach
  void close() {
    nodes.forEach(EmbeddedNode::close);
  }

  private String run(int code, String... words) {
    assertEquals(code, terminal.run(words), () -> Arrays.toString(words) + terminal);
    return terminal.out();
  }

  @Test
  void trustIsMadeShownTestedAndTakenBack() {
    assertTrue(run(0, "key", "matrix").contains("alpha      -      no"), terminal::toString);
    run(1, "key", "test", "alpha", "beta");
    run(0, "key", "authorize", "alpha", "beta", "--ctid", "web*", "--from", "127.0.0.*");
    assertTrue(run(0, "key", "matrix").contains("limited"), terminal::toString);
    String listed = run(0, "key", "ls", "beta");
    assertTrue(listed.contains("alpha-tank"), listed);
    assertTrue(listed.contains("only ids like web*, only from 127.0.0.*"), listed);
    run(0, "key", "test", "alpha", "beta", "--json");
    assertTrue(terminal.last().contains("\"access\":\"authorized\""), terminal::toString);
    run(0, "key", "ls", "--json");
    assertTrue(terminal.last().contains("\"owner\":\"alpha\""), terminal::toString);
    assertTrue(terminal.last().contains("\"ctid\":\"web*\""), terminal::toString);
    run(0, "key", "matrix", "--json");
    assertEquals(2, terminal.out().lines().count(), terminal::toString);
    assertTrue(terminal.out().contains("\"state\":\"restricted\""), terminal::toString);
    run(0, "key", "revoke", "beta", "--of", "alpha");
    assertTrue(terminal.out().contains("alpha-tank"), terminal::toString);
    run(1, "key", "revoke", "beta", "alpha-tank");
    run(2, "key", "revoke", "beta");
  }

  @Test
  void aSendKeyIsReplacedOnlyWhenToldAndSaysWhoTrustsIt() throws IOException {
    run(0, "key", "gen", "alpha", "--type", "ecdsa", "--bits", "256");
    assertTrue(terminal.out().contains("ECDSA 256"), terminal::toString);
    run(0, "key", "authorize", "alpha", "beta");
    run(1, "key", "gen", "alpha");
    assertTrue(terminal.err().contains("trusted by beta"), terminal::toString);
    String before = run(0, "key", "show", "alpha", "--public").strip();
    run(0, "key", "gen", "alpha", "--replace", "--reauthorize");
    assertTrue(terminal.out().contains("beta trusts the new key"), terminal::toString);
    Path saved = folder.resolve("alpha.pub");
    run(0, "key", "show", "alpha", "--save", saved.toString(), "--public");
    assertEquals(terminal.out(), Files.readString(saved));
    assertFalse(Files.readString(saved).contains(before));
    run(0, "key", "test", "alpha", "beta");
    run(1, "key", "show", "beta");
    assertTrue(terminal.err().contains("no send key yet"), terminal::toString);
  }

  @Test
  void aKeyFromAFileIsCheckedAndAuthorisedWithAPassphraseThatIsNeverShown() throws IOException {
    Path file = Files.writeString(folder.resolve("bad.pub"), "ssh-ed25519 AAAA nonsense\n");
    run(1, "key", "authorize", "--file", file.toString(), "beta");
    assertTrue(terminal.err().contains("damaged"), terminal::toString);
    run(0, "key", "gen", "alpha");
    String line = run(0, "key", "show", "alpha", "--public");
    Files.writeString(file, line);
    terminal.give("hush-word.7\n".getBytes(StandardCharsets.UTF_8));
    run(
        0,
        "key",
        "authorize",
        "--file",
        file.toString(),
        "beta",
        "--name",
        "guest",
        "--passphrase");
    assertFalse(terminal.toString().contains("hush-word.7"), terminal::toString);
    run(0, "key", "ls", "beta", "--json");
    assertTrue(terminal.last().contains("\"passphrase\":true"), terminal::toString);
    assertFalse(terminal.toString().contains("hush-word.7"), terminal::toString);
    terminal.give(new byte[0]);
    run(2, "key", "authorize", "alpha", "beta", "--passphrase");
  }

  @Test
  void hostKeysAreListedForgottenReplacedAndPinned() {
    String print = nodes.getFirst().hostKeySha256();
    assertTrue(run(0, "hostkey", "ls", "alpha").contains(print), terminal::toString);
    run(0, "hostkey", "forget", "alpha");
    run(1, "hostkey", "forget", "alpha");
    run(1, "node", "check", "alpha");
    run(1, "hostkey", "replace", "alpha");
    assertTrue(terminal.err().contains(print), terminal::toString);
    run(1, "hostkey", "replace", "alpha", "--accept", "SHA256:wrong");
    run(0, "hostkey", "replace", "alpha", "--accept", print);
    run(0, "node", "check", "alpha");
    String listed = run(0, "hostkey", "ls", "alpha", "--visual");
    assertTrue(listed.contains("+----[SHA256]-----+"), listed);
    run(0, "hostkey", "pin", "alpha", "beta");
    assertTrue(terminal.out().contains(nodes.get(1).hostKeySha256()), terminal::toString);
    run(0, "hostkey", "pin", "alpha", "beta", "--show", "--json");
    assertEquals(3, terminal.out().lines().count(), terminal::toString);
    run(1, "hostkey", "pin", "alpha", "beta", "--accept", "SHA256:wrong");
    assertTrue(terminal.err().contains("not what beta says it has"), terminal::toString);
  }

  @Test
  void anIdentityIsMadeCopiedAndUsed() {
    Path file = folder.resolve("keys/id_me");
    terminal.give("".getBytes(StandardCharsets.UTF_8));
    run(2, "identity", "gen", file.toString());
    run(0, "identity", "gen", file.toString(), "--no-passphrase", "--comment", "me");
    run(0, "identity", "copy", file.toString(), "alpha", "--use");
    assertTrue(terminal.out().contains("alpha accepts the key now"), terminal::toString);
    run(0, "identity", "copy", file.toString(), "alpha");
    assertTrue(terminal.out().contains("had the key already"), terminal::toString);
    run(0, "identity", "ls", "--json");
    assertTrue(terminal.out().contains(file.toString()), terminal::toString);
    assertTrue(run(0, "node", "ls", "--offline", "--json").contains(file.toString()));
    run(0, "node", "check", "alpha");
    run(1, "identity", "forget");
  }
}
