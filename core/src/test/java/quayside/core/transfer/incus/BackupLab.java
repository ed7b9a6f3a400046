package quayside.core.transfer.incus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.Drivers;
import quayside.core.driver.NativeArchives.Packing;
import quayside.core.driver.incus.RealServer;
import quayside.core.migrate.incus.CutConnector;
import quayside.core.model.ContainerRef;
import quayside.core.model.Node;
import quayside.core.model.Platform;
import quayside.core.operation.Limits;
import quayside.core.operation.OperationEvent;
import quayside.core.operation.OperationView;
import quayside.core.operation.Operations;
import quayside.core.operation.OperationsLab;
import quayside.core.operation.Order;
import quayside.core.transfer.BackupOptions;
import quayside.core.transfer.ExportRequest;
import quayside.core.transfer.Exports;
import quayside.core.transfer.ImportRequest;
import quayside.core.transfer.Imports;

/** Two servers of the lab, with exports from the first and imports into the second. */
final class BackupLab implements AutoCloseable {
  static final BackupExport KEPT = new BackupExport(BackupExport.How.KEPT);
  static final BackupExport STREAMED = new BackupExport(BackupExport.How.STREAMED);
  private static final Limits LIMITS = OperationsLab.SHORT;

  final RealServer a;
  final RealServer b;
  final CutConnector connector;
  final Path folder;
  private final List<String> made = new ArrayList<>();

  BackupLab(String source, String target, Path folder) throws IOException {
    this.folder = folder;
    a = new RealServer(source, folder);
    b = new RealServer(target, folder);
    connector = new CutConnector(a.connector());
  }

  String unused() {
    String id = "b-" + RealServer.unused();
    made.add(id);
    return id;
  }

  /** A stopped container with a file of some megabytes, odd files, and a snapshot. */
  String stopped() throws IOException {
    String id = running();
    a.run(a.tool(), "stop", id);
    snapshot(id);
    return id;
  }

  void snapshot(String id) throws IOException {
    if (a.platform() == Platform.LXD) {
      a.run(a.tool(), "-q", "snapshot", id, "s1");
    } else {
      a.run(a.tool(), "-q", "snapshot", "create", id, "s1");
    }
  }

  String running() throws IOException {
    String id = unused();
    a.run(a.tool(), "-q", "init", "tiny", id);
    a.run(a.tool(), "start", id);
    a.awaitUp(id);
    String _ =
        a.told(
            "mkdir /data && cd /data && head -c 6000000 /dev/urandom >big && for i in 1 2 3; do"
                + " echo $i >$i; ln -s $i to-$i; ln $i also-$i; done; chmod 4710 3; chown 7:8 2;"
                + " mkfifo pipe; mknod null c 1 3 || true; touch -d '2001-02-03 04:05:06' 1",
            a.tool(),
            "exec",
            id,
            "--",
            "sh");
    return id;
  }

  /**
   * Everything in a container: sums, kinds, permissions, owners, targets; the time of one file, for
   * tar has only seconds and the servers round them.
   */
  static String content(RealServer server, String pool, String id) throws IOException {
    String kind = server.platform() == Platform.LXD ? "lxd" : "incus";
    String root = "/var/lib/%s/storage-pools/%s/containers/%s/rootfs".formatted(kind, pool, id);
    return server.told(
        "cd "
            + root
            + " || exit 1; base=$(stat -c %u .); find . -type f ! -path ./etc/hostname | sort |"
            + " xargs sha256sum; find . ! -type d ! -path ./etc/hostname -printf '%p %y %m %U %G %n"
            + " %s %l\\n' | awk -v b=$base '{$4-=b; $5-=b; print}' | sort; find . -type d -printf"
            + " '%p %m %U\\n' | awk -v b=$base '{$3-=b; print}' | sort; stat -c %Y data/1"
            + " 2>/dev/null || true",
        "sh");
  }

  static String content(RealServer server, String id) throws IOException {
    return content(server, "default", id);
  }

  Node node(RealServer server) throws IOException {
    return server.by(server.ssh());
  }

  Operations operations(Consumer<OperationEvent> written) throws IOException {
    Node from = node(a);
    Node to = node(b);
    var recipes = new ArrayList<>(Exports.recipes());
    recipes.addAll(Imports.recipes(new Imports.Desk(folder.resolve("key"))));
    return OperationsLab.open(
        Files.createDirectories(folder.resolve("journals")),
        Drivers.over(connector),
        name -> Stream.of(from, to).filter(n -> n.name().equals(name)).findFirst(),
        recipes,
        LIMITS,
        written);
  }

  ExportRequest export(String id, String file) throws IOException {
    return new ExportRequest(
        new ContainerRef(node(a).name(), "default", id),
        folder.resolve(file),
        false,
        false,
        Packing.OFF,
        Optional.empty());
  }

  ExportRequest export(
      String id, String file, boolean consistent, Packing packing, boolean optimized)
      throws IOException {
    return new ExportRequest(
        new ContainerRef(node(a).name(), "default", id),
        folder.resolve(file),
        false,
        consistent,
        packing,
        new BackupOptions(true, optimized),
        Optional.empty());
  }

  OperationView run(ExportRequest request) throws IOException, InterruptedException {
    return run(KEPT.order(request));
  }

  OperationView run(Order order) throws IOException, InterruptedException {
    try (Operations operations = operations(_ -> {})) {
      return operations.await(operations.submit(order));
    }
  }

  /** Imports into the second server. */
  OperationView bring(Path file, String asId, Optional<String> pool)
      throws IOException, InterruptedException {
    return run(order(file, asId, pool));
  }

  ImportRequest request(Path file, String asId, Optional<String> pool) throws IOException {
    return request(file, asId, pool, Optional.empty());
  }

  private ImportRequest request(
      Path file, String asId, Optional<String> pool, Optional<String> project) throws IOException {
    ImportRequest.Options o = ImportRequest.Options.DEFAULT;
    return new ImportRequest(
        file,
        node(b).name(),
        new ImportRequest.Options(
            Optional.of(asId),
            o.asUser(),
            o.asGroup(),
            pool,
            project,
            o.dataset(),
            o.missing(),
            o.start(),
            o.way()));
  }

  Order order(Path file, String asId, Optional<String> pool) throws IOException {
    return order(file, asId, pool, Optional.empty());
  }

  Order order(Path file, String asId, Optional<String> pool, Optional<String> project)
      throws IOException {
    try (ContainerDriver driver = b.drivers().open(node(b))) {
      return new BackupImport().order(request(file, asId, pool, project), driver);
    }
  }

  /** Runs until an event, does something there, and waits for the end. */
  OperationView during(Order order, Consumer<OperationEvent> seen)
      throws IOException, InterruptedException {
    try (Operations operations = operations(seen)) {
      return operations.await(operations.submit(order));
    }
  }

  /** Names of backups that the server still has of a container. */
  String backups(String id) throws IOException {
    String list = a.run(a.tool(), "query", "/1.0/instances/" + id + "/backups").strip();
    return list.equals("[]") ? "" : list;
  }

  static String state(RealServer server, String id) throws IOException {
    return server.run(server.tool(), "list", "-f", "csv", "-c", "s", "^" + id + "$").strip();
  }

  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nothing came");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    for (String id : made) {
      a.remove(id);
      b.remove(id);
    }
  }
}
