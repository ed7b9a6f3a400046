package quayside.core.driver.incus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.Drivers;
import quayside.core.driver.Introductions;
import quayside.core.driver.Limits;
import quayside.core.fleet.LiveFleet;
import quayside.core.fleet.NodeView;
import quayside.core.model.Container;
import quayside.core.model.ContainerState;
import quayside.core.model.Platform;
import quayside.transport.Connectors;
import quayside.transport.HostKeys;
import quayside.transport.Secrets;
import quayside.transport.SshSettings;

/**
 * Times a fleet with one server of 2,000 instances, which says what was recorded, behind an SSH
 * server of this process: {@code FleetBench FOLDER incus|lxd} prints one line of milliseconds, of
 * listing all and of the way from an event to whoever shows the fleet; the first pass of a program
 * is cold, so the fourth is told.
 */
final class FleetBench {
  private static final int INSTANCES = 2000;
  private static final int PASSES = 4;

  private FleetBench() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    Platform platform = Platform.valueOf(arguments[1].toUpperCase(Locale.ROOT));
    try (var machine = new RecordedMachine(folder, platform)) {
      for (int i = 0; i < INSTANCES; i++) {
        machine.server.add("c" + i);
      }
      machine.server.prepare();
      double cold = listed(machine);
      double warm = cold;
      for (int pass = 1; pass < PASSES; pass++) {
        warm = listed(machine);
      }
      System.out.printf(Locale.ROOT, "%.1f %.1f %.1f%n", cold, warm, shown(machine, folder));
    }
  }

  /** Milliseconds from the question to 2,000 records. */
  private static double listed(RecordedMachine machine) throws IOException {
    try (ContainerDriver driver = machine.connect(Limits.DEFAULT)) {
      long start = System.nanoTime();
      int count = driver.list().size();
      if (count != INSTANCES) {
        throw new IOException("only " + count + " were listed");
      }
      return (System.nanoTime() - start) / 1e6;
    }
  }

  /** Milliseconds from the server's event to a view in which it is seen, the middle one of nine. */
  private static double shown(RecordedMachine machine, Path folder)
      throws IOException, InterruptedException {
    var ssh = Connectors.ssh(SshSettings.in(folder), HostKeys.REFUSING, Secrets.NONE);
    var views = new LinkedBlockingQueue<NodeView>();
    try (var fleet =
        new LiveFleet(folder.resolve("nodes.json"), Drivers.over(ssh), Introductions.over(ssh))) {
      fleet.watch(all -> all.forEach(views::add));
      fleet.add(machine.node());
      await(views, "c0", ContainerState.STOPPED);
      while (machine.server.listeners() == 0) {
        Thread.onSpinWait();
      }
      double[] millis = new double[9];
      for (int i = 0; i < millis.length; i++) {
        long start = System.nanoTime();
        machine.server.tell("instance-started", "c" + i);
        millis[i] = (await(views, "c" + i, ContainerState.RUNNING) - start) / 1e6;
      }
      java.util.Arrays.sort(millis);
      return millis[millis.length / 2];
    }
  }

  private static long await(LinkedBlockingQueue<NodeView> views, String id, ContainerState state)
      throws IOException, InterruptedException {
    OptionalLong seen = OptionalLong.empty();
    while (seen.isEmpty()) {
      NodeView view = views.poll(60, TimeUnit.SECONDS);
      if (view == null) {
        throw new IOException(id + " is never " + state.text());
      }
      Optional<Container> found =
          view.containers().stream().filter(each -> each.ref().id().equals(id)).findFirst();
      if (found.isPresent() && found.get().state() == state) {
        seen = OptionalLong.of(System.nanoTime());
      }
    }
    return seen.getAsLong();
  }
}
