package quayside.core.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.driver.NodeKeys.Access;
import quayside.core.driver.NodeKeys.AuthorizedKey;
import quayside.core.keys.TrustCell.State;
import quayside.core.problem.ProblemException;
import quayside.transport.Endpoint;
import quayside.transport.Secrets;
import quayside.transport.keys.KeyFiles;
import quayside.transport.keys.PublicKeyLine;

/** Who may send to whom, on embedded nodes over real connections. */
@Timeout(120)
class TrustTest {
  private static final Sender A = new Sender("a", "tank");
  private static final Optional<String> FIRST = Optional.empty();

  @TempDir Path folder;
  private TrustLab lab;

  @BeforeEach
  void open() throws IOException {
    lab = new TrustLab(folder, Secrets.NONE, "a", "b", "c");
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private static AuthorizedKey wish() {
    return AuthorizedKey.of("", "");
  }

  private List<String> names(String node, String pool) throws IOException {
    return lab.trust().refresh(node).pool(pool).orElseThrow().authorized().stream()
        .map(AuthorizedKey::name)
        .toList();
  }

  @Test
  void theMatrixFollowsWhatTheNodesSay() throws IOException {
    assertEquals(State.UNKNOWN, lab.cell("a", "b").state());
    TrustMatrix matrix = lab.trust().refresh();
    assertEquals(List.of("a", "b", "c"), matrix.targets());
    assertEquals(4, matrix.sources().size(), "b has two pools");
    assertEquals(State.SELF, matrix.cell(A, "a").state());
    assertEquals(State.REFUSED, matrix.cell(A, "c").state());
    assertTrue(matrix.cell(A, "c").why().contains("no send key"), matrix.cell(A, "c").why());

    lab.trust().authorize(A, "c", wish(), new char[0], FIRST);
    TrustCell cell = lab.cell("a", "c");
    assertEquals(State.AUTHORISED, cell.state());
    assertTrue(cell.since().orElseThrow().exactly());
    assertTrue(cell.key().orElseThrow().fingerprint().startsWith("SHA256:"));
    assertEquals(Access.AUTHORIZED, lab.trust().test(A, "c"));
    assertEquals(Access.AUTHORIZED, lab.cell("a", "c").tested().orElseThrow().access());

    lab.trust().authorize(A, "b", wish(), new char[0], FIRST);
    assertEquals(State.RESTRICTED, lab.cell("a", "b").state());
    assertTrue(
        lab.cell("a", "b").why().contains("only to its pool tank"), lab.cell("a", "b").why());
    lab.trust().authorize(A, "b", wish(), new char[0], Optional.of("dozer"));
    assertEquals(State.AUTHORISED, lab.cell("a", "b").state());

    assertEquals(List.of("a-tank", "a-tank"), lab.trust().revoke(A, "b"));
    assertEquals(State.REFUSED, lab.cell("a", "b").state());
    assertEquals(List.of(), names("b", "dozer"));
    assertEquals(Access.UNAUTHORIZED, lab.trust().test(A, "b"));
    lab.node("c").close();
    TrustMatrix without = lab.trust().refresh();
    assertEquals(State.UNKNOWN, without.cell(A, "c").state());
    assertFalse(without.node("c").orElseThrow().isKnown());
    assertEquals(1, without.node("c").orElseThrow().pools().size(), "what was known stays");
  }

  @Test
  void keysAuthorisedByOthersAreThereAtLeastSinceTheyWereSeen() throws IOException {
    lab.node("a").trustAt(lab.node("b"));
    lab.trust().refresh();
    TrustCell.Since since = lab.cell("a", "b").since().orElseThrow();
    assertFalse(since.exactly());
    lab.trust().refresh();
    assertEquals(since, lab.cell("a", "b").since().orElseThrow());
    assertEquals(
        "rw-------",
        java.nio.file.attribute.PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve("home/trust.json"))));
    assertEquals(
        Optional.of(A),
        lab.trust()
            .known()
            .owner(
                lab.trust()
                    .known()
                    .node("b")
                    .orElseThrow()
                    .pool("tank")
                    .orElseThrow()
                    .authorized()
                    .getFirst()
                    .publicKey()));
  }

  @Test
  void limitsAreShownAndAnyLineCanBeAuthorised() throws IOException {
    PublicKeyLine line =
        KeyFiles.generate(folder.resolve("other"), KeyFiles.Kind.ECDSA, 256, "from a file");
    var wish =
        new AuthorizedKey(
            "my file",
            line.line(),
            Optional.of("10.0.0.*"),
            Optional.of("web*"),
            true,
            false,
            false);
    lab.trust().authorize("c", wish, "pass:1".toCharArray(), FIRST);
    AuthorizedKey there =
        lab.trust().refresh("c").pool("tank").orElseThrow().authorized().getFirst();
    assertEquals("my_file", there.name());
    assertEquals(line.line(), there.publicKey());
    assertEquals(
        "only ids like web*, only from 10.0.0.*, once, with a passphrase", Limits.words(there));
    assertThrows(ProblemException.class, () -> lab.trust().revoke("c", FIRST, "nobody"));
    lab.trust().revoke("c", FIRST, "my_file");
    assertEquals(List.of(), names("c", "tank"));
  }

  @Test
  void aNewSendKeySaysWhoTrustsTheOldOneAndIsAuthorisedThereAgain() throws IOException {
    lab.trust().authorize(A, "b", wish(), new char[0], FIRST);
    var limited =
        new AuthorizedKey("once", "", Optional.empty(), Optional.of("x*"), true, false, false);
    lab.trust().authorize(A, "c", limited, new char[0], FIRST);
    lab.trust().authorize(A, "c", AuthorizedKey.of("pw", ""), "word".toCharArray(), FIRST);
    assertThrows(
        ProblemException.class,
        () -> lab.trust().generate(A, KeyFiles.Kind.ED25519, OptionalInt.empty()));
    assertEquals(List.of("b", "c"), lab.trust().trusting(A).nodes());
    String old = lab.trust().trusting(A).key().orElseThrow().publicKey();

    Trust.Renewal renewal = lab.trust().renew(A, KeyFiles.Kind.ECDSA, OptionalInt.of(521), true);
    assertNotEquals(old, renewal.key().publicKey());
    assertEquals(List.of("b", "c"), renewal.done());
    assertEquals(1, renewal.failed().size(), renewal.failed().toString());
    assertTrue(renewal.failed().getFirst().contains("passphrase"), renewal.failed().toString());
    assertEquals(Access.AUTHORIZED, lab.trust().test(A, "b"));
    TrustCell.Entry again = lab.cell("a", "c").entries().getFirst();
    assertEquals("once", again.key().name());
    assertEquals(Optional.of("x*"), again.key().ctid());
    assertTrue(again.key().singleUse());
  }

  @Test
  void withoutWishingSoANewKeyIsTrustedNowhere() throws IOException {
    lab.trust().authorize(A, "c", wish(), new char[0], FIRST);
    lab.trust().renew(A, KeyFiles.Kind.ED25519, OptionalInt.empty(), false);
    assertEquals(List.of(), lab.trust().trusting(A).nodes());
    assertEquals(Access.UNAUTHORIZED, lab.trust().test(A, "c"));
    assertEquals(List.of("a-tank"), names("c", "tank"), "the old line is left");
  }

  @Test
  void hostKeysOfNodesAreShownForgottenReplacedAndPinnedAtEachOther() throws IOException {
    HostKeyBook book = lab.quayside.hostKeys();
    String print = lab.node("a").hostKeySha256();
    assertEquals(Optional.of(print), book.nodes().getFirst().pin());
    assertEquals(print, book.shown("a").fingerprint());
    assertThrows(IOException.class, () -> book.replace("a", lab.node("b").hostKeySha256()));
    assertEquals(1, book.forget("a"));
    assertEquals(Optional.empty(), book.nodes().getFirst().pin());
    book.replace("a", print);
    assertEquals(print, book.nodes().getFirst().known().getFirst().key().fingerprint());
    lab.quayside.fleet().refresh("a");

    HostKeyBook.Between seen = book.between("a", "b");
    assertEquals(1, seen.confirmed().size());
    assertEquals(List.of(), seen.known());
    assertEquals(
        lab.node("b").hostKeySha256(),
        book.pin("a", "b", Optional.empty()).getFirst().fingerprint());
    assertEquals(1, book.between("a", "b").known().size());
    var refusal =
        assertThrows(
            ProblemException.class, () -> book.pin("a", "b", Optional.of("SHA256:something")));
    assertEquals("host-key-unconfirmed", refusal.problem().code());

    PublicKeyLine wrong = KeyFiles.generate(folder.resolve("w"), KeyFiles.Kind.ED25519, 0, "");
    Path file = lab.node("a").folder().resolve("root/root/.ssh/known_hosts");
    Files.writeString(file, "[127.0.0.1]:" + lab.node("b").port() + " " + wrong.line() + "\n");
    assertTrue(book.between("a", "b").changed());
    lab.trust().authorize(A, "b", wish(), new char[0], FIRST);
    assertEquals(Access.OTHER_HOST_KEY, lab.trust().test(A, "b"));
  }

  @Test
  void theDesktopsKeysAreListedMadeCopiedAndChosen() throws IOException {
    Identities identities = lab.quayside.identities();
    Path file = folder.resolve("ssh/deep/id_work");
    Identities.Identity made = identities.generate(file, "me@desk", "open sesame".toCharArray());
    assertTrue(made.encrypted());
    assertEquals(
        "rwx------",
        java.nio.file.attribute.PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve("ssh/deep"))));
    Path plain = folder.resolve("ssh/id_plain");
    identities.generate(plain, "plain", new char[0]);
    List<Path> listed = identities.list().stream().flatMap(i -> i.file().stream()).toList();
    assertTrue(listed.contains(plain), listed::toString);
    assertTrue(listed.contains(lab.node("a").rootKeyFile()), "the node book's keys are listed");

    Path there = lab.node("a").folder().resolve("root/root/.ssh/authorized_keys");
    Files.createDirectories(there.getParent());
    Files.writeString(there, "# mine\nssh-rsa AAAA someone");
    Files.setPosixFilePermissions(
        there, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r-----"));
    PublicKeyLine key = KeysOfNode.parse(Files.readString(Path.of(plain + ".pub"))).orElseThrow();
    assertThrows(IOException.class, () -> identities.tryLogin("a", plain));
    assertTrue(identities.copy("a", key));
    assertFalse(identities.copy("a", key), "never twice");
    assertEquals(List.of("# mine", "ssh-rsa AAAA someone", key.line()), Files.readAllLines(there));
    assertEquals(
        "rw-r-----",
        java.nio.file.attribute.PosixFilePermissions.toString(
            Files.getPosixFilePermissions(there)));
    identities.tryLogin("a", plain);
    identities.use(
        "a", Optional.of(new Identities.Identity(Optional.of(plain), Optional.of(key), false)));
    assertEquals(
        Optional.of(plain), lab.quayside.fleet().node("a").login().flatMap(Endpoint.Ssh::identity));
    lab.quayside.fleet().refresh("a");

    assertTrue(identities.copy("b", key), "a file that was not there");
    assertEquals(
        "rw-------",
        java.nio.file.attribute.PosixFilePermissions.toString(
            Files.getPosixFilePermissions(
                lab.node("b").folder().resolve("root/root/.ssh/authorized_keys"))));
  }
}
