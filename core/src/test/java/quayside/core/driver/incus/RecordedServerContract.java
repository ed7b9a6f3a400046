package quayside.core.driver.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quayside.core.driver.ActionOptions;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.InstanceBackups;
import quayside.core.driver.InstanceServer;
import quayside.core.driver.Limits;
import quayside.core.driver.NodeEvent;
import quayside.core.driver.contract.ContainerDriverContract;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.model.InstanceSettings;
import quayside.core.model.Platform;
import quayside.core.model.ServerInfo;
import quayside.transport.TransportException;
import quayside.transport.lab.Blocked;
import quayside.transport.lab.SmallHttp;
import quayside.transport.lab.SmallHttp.Reply;

/** The contract against recorded answers, and what no real server does on request. */
abstract class RecordedServerContract extends ContainerDriverContract {
  private static final Limits SHORT = new Limits(Duration.ofMillis(700), Duration.ofSeconds(2));

  RecordedMachine machine;
  ContainerDriver driver;

  /** Whose answers they are. */
  abstract Platform platform();

  @BeforeEach
  void open() throws IOException {
    machine = new RecordedMachine(folder, platform());
    machine.server.add("web");
    driver = machine.connect(PATIENT);
  }

  @AfterEach
  void close() {
    driver.close();
    machine.close();
  }

  @Override
  protected ContainerDriver driver() {
    return driver;
  }

  @Override
  protected String container() {
    return "default:web";
  }

  @Override
  protected void makeAnother() throws IOException {
    machine.server.add("more");
  }

  private static Reply error(int status, String text) {
    return SmallHttp.json(
        status, "{\"type\":\"error\",\"error_code\":" + status + ",\"error\":\"" + text + "\"}");
  }

  @Test
  void readsAllThatWasRecordedOfARunningOne() throws IOException {
    driver.act(container(), ContainerAction.START);
    Container running = driver.show(container());
    assertEquals("busybox", running.distribution());
    assertEquals("tiny", running.version());
    assertEquals("default", running.dataset());
    assertTrue(running.addresses().getFirst().startsWith("10.88."), running.addresses().toString());
    assertEquals(1, running.addresses().size());
    assertTrue(running.memory().orElseThrow() > 100_000);
    assertTrue(running.cpuTime().orElseThrow() > 1000);
    assertTrue(running.disk().isEmpty());
    assertEquals(List.of("default"), running.record().get("profiles"));
  }

  @Test
  void twoThousandAreListed() throws IOException {
    for (int i = 0; i < 2000; i++) {
      machine.server.add("c" + i);
    }
    List<Container> all = driver.list();
    assertEquals(2001, all.size());
    assertEquals(2001, all.stream().map(Container::ref).distinct().count());
  }

  @Test
  void aStreamOfEventsThatEndsIsAFailureToItsReader() throws Exception {
    var events = new LinkedBlockingQueue<NodeEvent>();
    var ends = Blocked.in(() -> driver.watch(events::add));
    assertEquals(new NodeEvent.ListChanged(), events.poll(10, TimeUnit.SECONDS));
    while (machine.server.listeners() == 0) {
      Thread.onSpinWait();
    }
    machine.server.tell("instance-paused", "other");
    var paused = (NodeEvent.StateChanged) events.poll(10, TimeUnit.SECONDS);
    assertEquals(ContainerState.FROZEN, paused.state());
    assertEquals("default:other", paused.pool() + ":" + paused.id());
    machine.server.tell("instance-exec", "web"); // no reason to ask again
    machine.server.hangUp();
    assertTrue(ends.get(10, TimeUnit.SECONDS) instanceof TransportException.Disconnected);
    assertTrue(events.isEmpty(), events.toString());
  }

  @Test
  void aServerThatNeverAnswersAWaitIsSilent() throws IOException {
    machine.server.answer("GET /1.0/operations/", new Reply.Silence());
    var soon = new ActionOptions(false, Optional.of(Duration.ofMillis(500)), false);
    try (ContainerDriver hasty = machine.connect(SHORT)) {
      assertThrows(
          DriverException.Silent.class, () -> hasty.act(container(), ContainerAction.START, soon));
      assertEquals(1, hasty.list().size());
    }
  }

  @Test
  void anOperationOfWhichNothingIsHeardIsGivenUp() throws IOException {
    machine.server.answer(
        "GET /1.0/operations/.*/wait",
        SmallHttp.json(200, new Recordings(platform().key()).text("wait-impatient")));
    machine.server.answer(
        "GET /1.0/operations/[^/]*$",
        SmallHttp.json(
            200, new Recordings(platform().key()).text("offer").replace("async", "sync")));
    try (ContainerDriver hasty = machine.connect(SHORT)) {
      var silent =
          assertThrows(
              DriverException.Silent.class,
              () -> hasty.server().orElseThrow().operations().await("x"));
      assertTrue(silent.toString().contains("nothing was heard"), silent.toString());
    }
  }

  @Test
  void anOperationThatTheServerForgotMayHaveWorked() throws IOException {
    machine.server.answer(
        "GET /1.0/operations/",
        SmallHttp.json(404, new Recordings(platform().key()).text("unknown-operation")));
    var silent =
        assertThrows(
            DriverException.Silent.class, () -> driver.act(container(), ContainerAction.START));
    assertTrue(silent.toString().contains("may have worked"), silent.toString());
  }

  @Test
  void refusalsAreToldApart() {
    Map<Reply, Class<? extends IOException>> kinds =
        Map.of(
            error(403, "not authorized"),
            TransportException.AuthFailed.class,
            error(409, "in use"),
            DriverException.Exists.class,
            error(400, "Instance is busy running a \\\"stop\\\" operation"),
            DriverException.Busy.class,
            error(500, "Requested profile \\\"x\\\" doesn't exist"),
            DriverException.NotFound.class,
            error(503, "LXD server is shutting down"),
            DriverException.Busy.class,
            error(501, "not implemented"),
            DriverException.Unsupported.class,
            error(500, "no space left on device"),
            DriverException.Rejected.class);
    kinds.forEach((reply, kind) -> {
      machine.server.answer("GET /1.0/instances/web", reply);
      assertThrows(kind, () -> driver.show(container()));
    });
  }

  @Test
  void somebodyElsesChangeIsAConflict() {
    machine.server.answer(
        "PUT /1.0/instances/web[?]",
        SmallHttp.json(412, new Recordings(platform().key()).text("wrong-etag")));
    assertThrows(
        DriverException.Conflict.class,
        () ->
            driver
                .server()
                .orElseThrow()
                .instances()
                .save(
                    container(), InstanceSettings.DEFAULT.withEphemeral(true), Optional.of("old")));
    var written = machine.server.asked.getLast();
    assertEquals("old", written.headers().get("if-match"));
    assertTrue(written.body().contains("\"ephemeral\":true"), written.body());
  }

  @Test
  void garbageIsUnreadable() {
    for (Reply garbage :
        List.of(
            SmallHttp.json(200, "<html>"),
            SmallHttp.json(200, "[]"),
            SmallHttp.json(200, "{\"type\":\"sync\",\"metadata\":{\"name\":[]}}"),
            SmallHttp.json(200, "{\"type\":\"odd\"}"),
            new Reply.Answer(301, Map.of("Location", "/"), ""))) {
      machine.server.answer("GET /1.0/instances/web", garbage);
      assertThrows(DriverException.Unreadable.class, () -> driver.show(container()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes 9-99/100",
        "bytes 0-99/100",
        "bytes 99999999999999999999-99999999999999999999/100",
        "bytes 5-99/99999999999999999999",
        "bytes */100",
        "lines 5-6/7",
        ""
      })
  void anotherPartOfAFileThanWasAskedForIsUnreadable(String range) {
    machine.server.answer(
        "GET /1.0/instances/web/backups/b/export",
        new Reply.Answer(206, Map.of("Content-Range", range), "rest"));
    assertThrows(
        DriverException.Unreadable.class,
        () -> backups().download(container(), "b", 5, Optional.of("then")).close());
  }

  @Test
  void theRestOfAFileIsTakenForThat() throws IOException {
    machine.server.answer(
        "GET /1.0/instances/web/backups/b/export",
        new Reply.Answer(206, Map.of("Content-Range", "bytes 5-8/9"), "rest"));
    try (var rest = backups().download(container(), "b", 5, Optional.of("then"))) {
      assertEquals(5, rest.from());
      assertEquals(9, rest.size().orElseThrow());
      assertEquals("bytes=5-", machine.server.asked.getLast().headers().get("range"));
    }
  }

  private InstanceBackups backups() {
    return driver.server().orElseThrow().backups();
  }

  /** A certificate for some projects alone may be refused that; there is another way. */
  @Test
  void aServerThatMayNotBeMadeToAskHasReachedNobody() throws IOException {
    InstanceServer server = driver.server().orElseThrow();
    ServerInfo other = server.info();
    assertFalse(other.addresses().isEmpty());
    machine.server.answer(
        "POST /1.0/images",
        SmallHttp.json(403, new Recordings(platform().key()).text("forbidden")));
    assertEquals(Optional.empty(), server.transfers().reaches(other, Duration.ofSeconds(5)));
  }

  @Test
  void whatCanBeSetIsAskedOnceAndOnlyWhereItIsTold() throws IOException {
    machine.server.asked.clear();
    InstanceServer server = driver.server().orElseThrow();
    boolean tells = platform() == Platform.INCUS;
    assertEquals(tells, server.objects().settings().isPresent());
    assertEquals(tells, server.objects().settings().map(s -> s.has("user.x")).orElse(false));
    assertEquals(tells, server.objects().settings().map(s -> s.has("limits.cpu")).orElse(false));
    assertFalse(server.objects().settings().map(s -> s.has("raw.qemu")).orElse(false));
    assertEquals(tells ? 1 : 0, machine.server.asked.size());
  }

  @Test
  void whatIsChangedIsNeverSentTwice() throws IOException {
    machine.server.answer("PUT /1.0/instances/web/state", new Reply.Raw(""));
    assertThrows(
        TransportException.Disconnected.class,
        () -> driver.act(container(), ContainerAction.START));
    assertEquals(
        1, machine.server.asked.stream().filter(asked -> asked.method().equals("PUT")).count());
  }

  @Test
  void aServerThatDoesNotTrustUsIsALoginThatFailed() {
    var recordings = new Recordings(platform().key());
    machine.server.answer("GET /1.0$", SmallHttp.json(200, recordings.text("server-untrusted")));
    var refused =
        assertThrows(TransportException.AuthFailed.class, () -> machine.connect(PATIENT).close());
    assertTrue(refused.toString().contains("certificate"), refused.toString());
  }

  @Test
  void theOtherKindOfServerIsNotTakenForThis() {
    Platform other = platform() == Platform.INCUS ? Platform.LXD : Platform.INCUS;
    machine.server.answer(
        "GET /1.0$", SmallHttp.json(200, new Recordings(other.key()).text("server")));
    var refused =
        assertThrows(DriverException.Unsupported.class, () -> machine.connect(PATIENT).close());
    assertTrue(refused.toString().contains("change its kind"), refused.toString());
  }

  @Test
  void secretsOfAnOfferAreNotInItsText() throws IOException {
    var recordings = new Recordings(platform().key());
    machine.server.answer("POST /1.0/instances/web", SmallHttp.json(202, recordings.text("offer")));
    var way = new quayside.core.driver.InstanceTransfers.Way(true, false);
    var offer = driver.server().orElseThrow().transfers().offer(container(), way);
    assertEquals(2, offer.secrets().size());
    for (String secret : offer.secrets().values()) {
      assertFalse(offer.toString().contains(secret));
      var far = driver.server().orElseThrow().transfers().far(offer, "host:8443");
      assertFalse(far.toString().contains(secret));
    }
  }
}
