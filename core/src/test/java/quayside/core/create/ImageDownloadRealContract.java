package quayside.core.create;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.create.CreateRequest.Options;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.InstanceServer;
import quayside.core.driver.incus.RealServer;
import quayside.core.model.InstanceSettings;
import quayside.core.model.NewInstance;
import quayside.core.model.NewInstance.Source;
import quayside.core.model.Node;
import quayside.core.model.ServerOperation;
import quayside.core.operation.OperationEvent;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;
import quayside.core.operation.Operations;
import quayside.core.operation.OperationsLab;

/**
 * Making an instance of an image that another real server has, and that no other was ever given:
 * random bytes are in it.
 */
@Timeout(180)
abstract class ImageDownloadRealContract {
  /** Packs the lab's image again with 20 MB in it and prints the fingerprint. */
  private static final String PACK =
      """
      set -e
      d=$(mktemp -d)
      trap 'rm -rf "$d"' EXIT
      cd "$d"
      TOOL image export tiny "$d/tiny" >/dev/null
      mkdir all
      tar -C all -xf "$d"/tiny*
      head -c 20000000 /dev/urandom > all/rootfs/bytes
      tar -C all -cf new.tar .
      TOOL image import new.tar --alias ALIAS --public >/dev/null
      sha256sum new.tar | cut -d ' ' -f 1
      """;

  @TempDir Path folder;
  private RealServer server;
  private RealServer images;
  private final String id = "i-" + RealServer.unused();
  private String fingerprint = "";

  /** Who makes the instance. */
  abstract String server();

  /** Who has the image. */
  abstract String images();

  @BeforeEach
  void open() throws IOException {
    server = new RealServer(server(), Files.createDirectories(folder.resolve("one")));
    images = new RealServer(images(), Files.createDirectories(folder.resolve("other")));
    String pack = PACK.replace("TOOL", images.tool()).replace("ALIAS", id);
    fingerprint = images.told(pack, "sh").strip();
  }

  @AfterEach
  void close() throws IOException {
    server.remove(id);
    for (RealServer each : List.of(server, images)) {
      if (each.run(each.tool(), "image", "list", "-f", "csv", "-c", "F").contains(fingerprint)) {
        each.run(each.tool(), "image", "delete", fingerprint);
      }
    }
  }

  private interface Ask<T> {
    T of(InstanceServer there) throws IOException;
  }

  private static <T> T ask(RealServer of, Ask<T> question) throws IOException {
    try (ContainerDriver driver = of.drivers().open(of.by(of.ssh()))) {
      return question.of(driver.server().orElseThrow());
    }
  }

  private interface Use<T> {
    T of(NodeImages.Lent lent, InstanceServer there, InstanceServer here) throws IOException;
  }

  private <T> T lent(String alias, Use<T> use) throws IOException {
    return ask(
        images,
        there ->
            ask(
                server,
                here -> {
                  try (NodeImages.Lent lent =
                      NodeImages.lend(
                          new NodeImages.At(images(), there),
                          alias,
                          new NodeImages.At(server(), here))) {
                    return use.of(lent, there, here);
                  }
                }));
  }

  /** A public image as it stands in an order. */
  private Source.Remote source(String alias) throws IOException {
    return lent(alias, (lent, _, _) -> lent.image());
  }

  /** From now on its server gives it to nobody who asks without a right to it. */
  private void hide() throws IOException {
    images.run(
        images.tool(),
        "query",
        "-X",
        "PATCH",
        "-d",
        "{\"public\":false}",
        "/1.0/images/" + fingerprint);
  }

  /** Permissions to fetch images that nobody has used yet. */
  private static List<String> permissions(InstanceServer of) throws IOException {
    return of.operations().list().stream()
        .filter(each -> each.description().equals("Image download token"))
        .map(ServerOperation::id)
        .toList();
  }

  private OperationView run(Source source, boolean start, Consumer<OperationEvent> written)
      throws IOException, InterruptedException {
    var options = new Options(Optional.empty(), Optional.empty(), Optional.empty(), false, start);
    List<Node> nodes = List.of(server.by(server.ssh()), images.by(images.ssh()));
    try (Operations operations =
        OperationsLab.open(
            Files.createDirectories(folder.resolve("journals")),
            server.drivers(),
            name -> nodes.stream().filter(node -> node.name().equals(name)).findFirst(),
            Creations.recipes(),
            OperationsLab.SHORT,
            written)) {
      var wish = new CreateRequest(server(), "default", id, source, options);
      return operations.await(operations.submit(Errand.order(wish)));
    }
  }

  private String list(String column) throws IOException {
    return server.run(server.tool(), "list", "-f", "csv", "-c", column, "^" + id + "$").strip();
  }

  private void refused(String sentence, Source source) throws IOException, InterruptedException {
    OperationView view = run(source, false, _ -> {});
    assertEquals(Status.FAILED, view.status(), view.toString());
    assertEquals(
        "%s Nothing of “%s” is left on %s.".formatted(sentence, id, server()),
        view.problem().orElseThrow().sentence());
    assertEquals(List.of(), view.leftovers());
    nothingIsLeft();
  }

  private void nothingIsLeft() throws IOException {
    assertEquals("", list("n"));
    assertFalse(
        server.run(server.tool(), "image", "list", "-f", "csv", "-c", "F").contains(fingerprint));
  }

  /** The percentages that a download was said to have reached. */
  private static List<Integer> percents(Iterable<String> told) {
    var found = new ArrayList<Integer>();
    Pattern percent = Pattern.compile("(\\d+)% \\(.*");
    for (String each : told) {
      Matcher matcher = percent.matcher(each);
      if (matcher.matches()) {
        found.add(Integer.parseInt(matcher.group(1)));
      }
    }
    return found;
  }

  @Test
  void anInstanceIsMadeOfItAndItsDownloadIsTold() throws Exception {
    Source.Remote source = source(id);
    var told = new ConcurrentLinkedQueue<String>();
    try (var link = new SlowLink(server.gateway(), images.host(), 8443, 4_000_000)) {
      var slow = new Source.Remote(link.address(), source.protocol(), source.certificate(), id);
      OperationView view =
          run(
              slow,
              true,
              event -> {
                if (event instanceof OperationEvent.StepDetail detail) {
                  told.add(detail.text());
                }
              });
      assertEquals(Status.SUCCEEDED, view.status(), view.toString());
      assertTrue(link.carried() > 20_000_000, "through it went " + link.carried());
    }
    List<Integer> percents = percents(told);
    assertTrue(percents.stream().anyMatch(p -> p > 0 && p < 100), told::toString);
    assertEquals(percents.stream().sorted().toList(), percents, told::toString);
    assertEquals("RUNNING", list("s"));
    assertIsOfIt();
  }

  private void assertIsOfIt() throws IOException {
    String base =
        ask(server, here -> here.instances().get("default:" + id))
            .settings()
            .config()
            .get("volatile.base_image");
    assertEquals(fingerprint, base);
  }

  @Test
  void byItsFingerprintToo() throws Exception {
    Source.Remote source = source(fingerprint.substring(0, 12));
    assertEquals(fingerprint, source.alias());
    OperationView view = run(source, false, _ -> {});
    assertEquals(Status.SUCCEEDED, view.status(), view.toString());
    assertEquals("STOPPED", list("s"));
  }

  @Test
  void whatIsNotThereOrNotPublicIsRefused() throws Exception {
    Source.Remote source = source(id);
    for (String word : List.of("no-such-image", "tiny")) {
      refused(
          "%s offers no image “%s” to %s: not there, or not public."
              .formatted(source.server(), word, server()),
          new Source.Remote(source.server(), source.protocol(), source.certificate(), word));
    }
    assertEquals(
        "There is no image “no-such-image” in project “default” on " + images() + ".",
        assertThrows(DriverException.NotFound.class, () -> source("no-such-image")).getMessage());
  }

  @Test
  void oneThatIsNotPublicIsFetchedWithASecretThatNobodyKeeps() throws Exception {
    hide();
    OperationView view = run(new Source.OfNode(images(), id), false, _ -> {});
    assertEquals(Status.SUCCEEDED, view.status(), view.toString());
    assertIsOfIt();
    try (Stream<Path> journals = Files.list(folder.resolve("journals"))) {
      for (Path journal : journals.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(journal);
        assertFalse(text.contains("secret"), text);
      }
    }
  }

  @Test
  void whatNobodyFetchedIsLentNoMore() throws Exception {
    hide();
    String operation =
        lent(
            id,
            (lent, there, _) -> {
              String lending = lent.image().secret().orElseThrow().operation();
              assertTrue(permissions(there).contains(lending));
              assertEquals(fingerprint, lent.image().alias());
              return lending;
            });
    assertFalse(ask(images, ImageDownloadRealContract::permissions).contains(operation));
  }

  @Test
  void aDownloadThatBreaksOffTellsNoSecret() throws Exception {
    hide();
    String[] secret = {""};
    try (var link = new SlowLink(server.gateway(), images.host(), 8443, 4_000_000)) {
      DriverException failure =
          assertThrows(
              DriverException.class,
              () ->
                  lent(
                      id,
                      (lent, _, here) -> {
                        Source.Remote image = lent.image();
                        secret[0] = image.secret().orElseThrow().text();
                        assertFalse(image.toString().contains(secret[0]));
                        var slow =
                            new Source.Remote(
                                link.address(),
                                image.protocol(),
                                image.certificate(),
                                image.alias(),
                                image.secret());
                        return here.instances()
                            .create(
                                new NewInstance(
                                    "default", Optional.of(id), slow, InstanceSettings.DEFAULT),
                                _ -> {
                                  if (link.carried() > 1_000_000) {
                                    cut(link);
                                  }
                                });
                      }));
      var trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      assertEquals(64, secret[0].length());
      assertFalse(trace.toString().contains(secret[0]), trace::toString);
      assertTrue(trace.toString().contains(fingerprint.substring(0, 12)), trace::toString);
    }
    nothingIsLeft();
  }

  private static void cut(SlowLink link) {
    try {
      link.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anotherCertificateIsRefused() throws Exception {
    Source.Remote source = source(id);
    String wrong = ask(server, here -> here.info().certificate());
    refused(
        "%s shows %s another certificate than is expected, so image “%s” was not fetched."
            .formatted(source.server(), server(), id),
        new Source.Remote(source.server(), source.protocol(), Optional.of(wrong), id));
    refused(
        "%s shows %s a certificate that no authority vouches for, so image “%s” was not fetched. Seen from this computer, its fingerprint is %s."
            .formatted(
                source.server(), server(), id, ask(images, there -> there.info().fingerprint())),
        new Source.Remote(source.server(), source.protocol(), id));
  }

  @Test
  void aServerThatIsNotThereOrDoesNotAnswerIsRefused() throws Exception {
    Source.Remote source = source(id);
    String nobody = "https://127.0.0.1:9";
    refused(
        server() + " does not reach " + nobody + ", so image “" + id + "” was not fetched.",
        new Source.Remote(nobody, source.protocol(), source.certificate(), id));
    try (var silent = new SlowLink(server.gateway(), images.host(), 8443, 0)) {
      refused(
          silent.address()
              + " does not answer "
              + server()
              + ", so image “"
              + id
              + "” was not fetched.",
          new Source.Remote(silent.address(), source.protocol(), source.certificate(), id));
    }
  }
}
