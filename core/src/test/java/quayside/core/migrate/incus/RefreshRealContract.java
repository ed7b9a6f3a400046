package quayside.core.migrate.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quayside.core.migrate.Finding;
import quayside.core.migrate.Finding.Severity;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.IncusOptions.Manner;
import quayside.core.migrate.MoveRequest;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;

/** An instance that was there before is brought up to date, and nothing of it is left aside. */
@Timeout(180)
abstract class RefreshRealContract {
  static final IncusOptions REFRESH = IncusOptions.DEFAULT.withManner(new Manner.Refresh());
  private static final String MAC = "volatile.eth0.hwaddr";

  @TempDir Path folder;
  LabPair pair;

  abstract String source();

  abstract String target();

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

  private OperationView succeeded(MoveRequest request) throws Exception {
    OperationView view = pair.run(request);
    assertEquals(Status.SUCCEEDED, view.status(), view.toString());
    return view;
  }

  /** A clone that is kept as a spare: refreshed again and again while its original runs. */
  @Test
  void aCloneIsRefreshedAndKeepsWhoItIs() throws Exception {
    String id = pair.running();
    MoveRequest clone = pair.request(id, true, o -> o.withStart(false).withToPool("second"));
    succeeded(clone);
    pair.b.run(pair.b.tool(), "start", id); // gets an address
    pair.b.awaitUp(id);
    pair.exec(pair.b, id, "echo lost >/data/only-there");
    pair.b.run(pair.b.tool(), "stop", id);
    String mac = pair.setting(pair.b, id, MAC);
    pair.exec(pair.a, id, "head -c 700000 /dev/urandom >/data/new; rm /data/5");
    String content = pair.content(pair.a, id);
    MoveRequest refresh = pair.request(id, true, o -> o.withSpecial(REFRESH));
    succeeded(refresh);
    assertEquals("RUNNING", pair.state(pair.a, id));
    assertEquals("STOPPED", pair.state(pair.b, id));
    assertEquals(content, pair.content(pair.b, "second", id));
    assertEquals(mac, pair.setting(pair.b, id, MAC));
    assertNotEquals(mac, pair.setting(pair.a, id, MAC));
    nothingAside(id);
    pair.b.run(pair.b.tool(), "start", id);
    pair.b.awaitUp(id);
  }

  /** A spare becomes the container: what moves there is only what is new. */
  @Test
  void aRunningOneIsMovedOntoItsCopy() throws Exception {
    String id = pair.running();
    succeeded(pair.request(id, true, o -> o.withStart(false)));
    pair.snapshot(pair.a, id, "s1");
    pair.snapshot(pair.b, id, "there");
    pair.exec(pair.a, id, "head -c 700000 /dev/urandom >/data/new; rm /data/5");
    String content = pair.content(pair.a, id);
    String mac = pair.setting(pair.a, id, MAC);
    MoveRequest request = pair.request(id, false, o -> o.withSpecial(REFRESH));
    var found = pair.quayside().moves().check(request);
    Map<String, String> said =
        found.findings().stream()
            .filter(f -> f.severity() == Severity.WARNING)
            .collect(Collectors.toMap(Finding::code, Finding::sentence, (a, b) -> a + b));
    assertTrue(found.possible(), found.toString());
    assertTrue(said.getOrDefault("snapshots-lost", "").contains("there"), said.toString());
    assertTrue(said.getOrDefault("refresh", "").contains("-before-"), said.toString());
    assertTrue(found.commands().getLast().contains("delete"), found.toString());
    OperationView view = succeeded(request);
    assertTrue(view.stop().isPresent(), view.toString());
    assertEquals("", pair.state(pair.a, id));
    assertEquals("RUNNING", pair.state(pair.b, id));
    assertEquals(content, pair.content(pair.b, id));
    assertEquals(mac, pair.setting(pair.b, id, MAC));
    String info = pair.b.run(pair.b.tool(), "info", id);
    assertTrue(info.contains("s1"), info);
    assertFalse(info.contains("there"), info);
    nothingAside(id);
  }

  /** One on the source and an old one on the target, each with addresses given by hand. */
  private String addressed(String network, int there, boolean running) throws IOException {
    String id = pair.stopped();
    pair.addressed(pair.a, id, network, 10);
    pair.old(id);
    pair.addressed(pair.b, id, network, there);
    if (running) {
      pair.a.run(pair.a.tool(), "start", id);
      pair.a.awaitUp(id);
    }
    return id;
  }

  /** Addresses that were given by hand can only one of both have on the target. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneWithAddressesOfItsOwnIsMovedOntoItsCopy(boolean running) throws Exception {
    String network = pair.network();
    String id = addressed(network, 10, running);
    String content = pair.content(pair.a, id);
    succeeded(pair.request(id, false, o -> o.withSpecial(REFRESH)));
    assertEquals("", pair.state(pair.a, id));
    assertEquals(running ? "RUNNING" : "STOPPED", pair.state(pair.b, id));
    assertEquals(content, pair.content(pair.b, id));
    hasAddresses(id, network, 10);
    nothingAside(id);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCloneKeepsTheAddressesThatItWasGiven(boolean running) throws Exception {
    String network = pair.network();
    String id = addressed(network, 20, running);
    String content = pair.content(pair.a, id);
    succeeded(pair.request(id, true, o -> o.withSpecial(REFRESH)));
    assertEquals(running ? "RUNNING" : "STOPPED", pair.state(pair.a, id));
    assertEquals("STOPPED", pair.state(pair.b, id));
    assertEquals(content, pair.content(pair.b, id));
    hasAddresses(id, network, 20);
    nothingAside(id);
    pair.b.run(pair.b.tool(), "start", id);
    pair.b.awaitUp(id);
  }

  /** As after it was moved there and back from a backup: the server drew the address once. */
  @Test
  void oneOfTheSameDrawnAddressIsMovedOntoItsCopy() throws Exception {
    String id = pair.stopped();
    pair.old(id);
    pair.a.run(pair.a.tool(), "config", "set", id, MAC, LabPair.mac(30));
    pair.b.run(pair.b.tool(), "config", "set", id, MAC, LabPair.mac(30));
    pair.a.run(pair.a.tool(), "start", id);
    pair.a.awaitUp(id);
    succeeded(pair.request(id, false, o -> o.withSpecial(REFRESH)));
    assertEquals("RUNNING", pair.state(pair.b, id));
    assertEquals(LabPair.mac(30), pair.setting(pair.b, id, MAC));
    nothingAside(id);
  }

  /** What was put aside is brought back as it was, with all its addresses. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void takenBackItHasItsAddressesAgain(boolean given) throws Exception {
    String network = pair.network();
    String id = pair.stopped();
    pair.old(id);
    if (given) {
      pair.addressed(pair.a, id, network, 10);
      pair.addressed(pair.b, id, network, 10);
    } else {
      pair.a.run(pair.a.tool(), "config", "set", id, MAC, LabPair.mac(30));
      pair.b.run(pair.b.tool(), "config", "set", id, MAC, LabPair.mac(30));
    }
    pair.a.run(pair.a.tool(), "start", id);
    pair.a.awaitUp(id);
    pair.exec(pair.a, id, "head -c 30000000 /dev/urandom >/data/much");
    String before = pair.b.run(pair.b.tool(), "config", "show", id);
    MoveRequest request =
        pair.request(id, false, o -> o.withSpecial(REFRESH.withRoute(IncusOptions.Route.RELAY)));
    pair.cancelled(request);
    assertEquals(id, pair.old(pair.b, id));
    assertEquals(before, pair.b.run(pair.b.tool(), "config", "show", id));
    nothingAside(id);
  }

  private void hasAddresses(String id, String network, int number) throws IOException {
    assertEquals(network, pair.ofInterface(pair.b, id, "network"));
    assertEquals(LabPair.address(number), pair.ofInterface(pair.b, id, "ipv4.address"));
    assertEquals(LabPair.mac(number), pair.ofInterface(pair.b, id, "hwaddr"));
  }

  void nothingAside(String id) throws IOException {
    assertEquals("", pair.setting(pair.b, id, Mark.KEY));
    assertEquals("", pair.setting(pair.b, id, Aside.KEY));
    assertEquals(id, pair.b.run(pair.b.tool(), "list", "-f", "csv", "-c", "n", id).strip());
  }
}
