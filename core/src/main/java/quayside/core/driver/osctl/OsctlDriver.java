package quayside.core.driver.osctl;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import quayside.core.driver.Capability;
import quayside.core.driver.ContainerAction;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.Limits;
import quayside.core.driver.NativeArchives;
import quayside.core.driver.NativeSend;
import quayside.core.driver.NodeEvent;
import quayside.core.driver.NodeKeys;
import quayside.core.json.Json;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import quayside.core.model.Container;
import quayside.core.model.NodeFacts;
import quayside.transport.Command;
import quayside.transport.Remote;
import quayside.transport.TransportException;

/** The containers of a vpsAdminOS node. */
public final class OsctlDriver implements ContainerDriver {
  private static final Logger LOG = System.getLogger(OsctlDriver.class.getName());
  private static final int WAIT_FOR_START = 120;
  private static final int WAIT_FOR_STOP = 300;

  private final String node;
  private final Remote remote;
  private final Carrier carrier;
  private final Shell shell;
  private final Zfs zfs;
  private final Limits limits;
  private final Statistics statistics;

  /** Which way commands go to osctld. */
  public enum Way {
    /** The socket if it can be reached, else the command line. */
    BEST,
    COMMAND_LINE
  }

  /**
   * Takes over a connection.
   *
   * @param node name of the node, for the containers' references
   * @param remote closed with the driver
   */
  public static OsctlDriver over(String node, Remote remote, Way way, Limits limits)
      throws IOException {
    var shell = new Shell(remote);
    if (way == Way.BEST) {
      try {
        return new OsctlDriver(node, remote, shell, new SocketCarrier(remote, limits), limits);
      } catch (TransportException.Refused e) {
        LOG.log(Level.INFO, "{0}: no socket, using the command line ({1})", node, e.getMessage());
      }
    }
    return new OsctlDriver(node, remote, shell, new CliCarrier(shell, limits), limits);
  }

  private OsctlDriver(String node, Remote remote, Shell shell, Carrier carrier, Limits limits) {
    this.node = node;
    this.remote = remote;
    this.shell = shell;
    this.carrier = carrier;
    this.zfs = new Zfs(shell, limits);
    this.limits = limits;
    this.statistics = new Statistics(new CliCarrier(shell, limits), limits);
  }

  /** Whether an osctld answers on a connection, which stays open. */
  public static boolean answers(Remote remote, boolean sudo, Limits limits) throws IOException {
    try {
      Way way = sudo ? Way.COMMAND_LINE : Way.BEST;
      return !over("", remote, way, limits).carrier.version().isEmpty();
    } catch (DriverException _) {
      return false;
    }
  }

  /** Whether osctld's socket is used, not its command line. */
  boolean usesSocket() {
    return carrier instanceof SocketCarrier;
  }

  @Override
  public Set<Capability> capabilities() throws IOException {
    carrier.version();
    return EnumSet.complementOf(EnumSet.of(Capability.RECEIVE, Capability.INSTANCE_SERVER));
  }

  @Override
  public NodeFacts facts() throws IOException {
    JsonValue pools = ask(Call.of("pool_list"));
    Map<String, List<Long>> sizes = poolSizes(pools);
    JsonValue users = ask(Call.of("user_list"));
    JsonValue groups = ask(Call.of("group_list"));
    String arch = shell.run(Command.of("uname", "-m"), "", limits.answer()).out().strip();
    return read(
        pools,
        () -> {
          var poolList = new ArrayList<NodeFacts.Pool>();
          for (JsonValue pool : pools.list()) {
            List<Long> size = sizes.get(pool.get("dataset").textOr(pool.get("name").text()));
            poolList.add(
                new NodeFacts.Pool(
                    pool.get("name").text(),
                    pool.get("state").textOr(""),
                    size == null ? OptionalLong.empty() : OptionalLong.of(size.get(0)),
                    size == null ? OptionalLong.empty() : OptionalLong.of(size.get(1))));
          }
          var userList = new ArrayList<NodeFacts.User>();
          for (JsonValue user : users.list()) {
            userList.add(Records.user(user));
          }
          var groupNames = new LinkedHashSet<String>();
          for (JsonValue group : groups.list()) {
            groupNames.add(group.get("name").text());
          }
          return new NodeFacts(
              carrier.version(),
              arch,
              List.copyOf(poolList),
              List.copyOf(userList),
              List.copyOf(groupNames),
              links());
        });
  }

  /** Free and used bytes by dataset; nothing where ZFS does not answer. */
  private Map<String, List<Long>> poolSizes(JsonValue pools) throws IOException {
    List<String> datasets =
        read(
            pools,
            () -> {
              var names = new ArrayList<String>();
              for (JsonValue pool : pools.list()) {
                names.add(pool.get("dataset").textOr(pool.get("name").text()));
              }
              return names;
            });
    var sizes = new HashMap<String, List<Long>>();
    if (datasets.isEmpty()) {
      return sizes;
    }
    try {
      for (Zfs.Row row :
          zfs.list(List.of("available", "used"), false, datasets.toArray(String[]::new))) {
        sizes.put(row.name(), row.values());
      }
    } catch (DriverException e) {
      LOG.log(Level.INFO, "{0}: no sizes of pools: {1}", node, e.getMessage());
    }
    return sizes;
  }

  /** Names of network interfaces (ip-link(8), {@code -j}); none if the node has no such tool. */
  private Set<String> links() throws IOException {
    Shell.Result result = shell.run(Command.of("ip", "-j", "link"), "", limits.answer());
    var names = new TreeSet<String>();
    if (result.exit() == 0) {
      try {
        for (JsonValue link : Json.parse(result.out()).list()) {
          names.add(link.get("ifname").text());
        }
      } catch (JsonException e) {
        LOG.log(Level.WARNING, "{0}: unreadable list of links: {1}", node, e.getMessage());
      }
    }
    return names;
  }

  @Override
  public List<Container> list() throws IOException {
    JsonValue records = ask(Call.of("ct_list"));
    Map<String, Long> disk = disk();
    Map<String, List<String>> addresses = addresses(Call.of("netif_ip_list"));
    return read(
        records,
        () -> {
          var containers = new ArrayList<Container>();
          for (JsonValue record : records.list()) {
            boolean running = record.get("state").textOr("").equals("running");
            if (running && usesSocket()) {
              statistics.refresh();
            }
            containers.add(Records.container(node, statistics.added(record), disk, addresses));
          }
          return List.copyOf(containers);
        });
  }

  @Override
  public Container show(String container) throws IOException {
    ContainerName name = ContainerName.parse(container);
    JsonValue record = ask(Call.of("ct_show", name));
    Map<String, List<String>> addresses = addresses(Call.of("netif_ip_list", name));
    Map<String, Long> disk = disk();
    return read(record, () -> Records.container(node, statistics.added(record), disk, addresses));
  }

  /** Bytes by dataset; nothing where ZFS does not answer: the list matters more. */
  private Map<String, Long> disk() throws IOException {
    var disk = new HashMap<String, Long>();
    try {
      for (Zfs.Row row : zfs.list(List.of("used"), false)) {
        disk.put(row.name(), row.values().getFirst());
      }
    } catch (DriverException e) {
      LOG.log(Level.INFO, "{0}: no sizes: {1}", node, e.getMessage());
    }
    return disk;
  }

  private Map<String, List<String>> addresses(Call call) throws IOException {
    try {
      JsonValue rows = ask(call);
      return read(rows, () -> Records.addresses(rows));
    } catch (DriverException e) {
      LOG.log(Level.INFO, "{0}: no addresses: {1}", node, e.getMessage());
      return Map.of();
    }
  }

  @Override
  public void act(String container, ContainerAction action) throws IOException {
    ContainerName name = ContainerName.parse(container);
    Call call =
        switch (action) {
          case START -> Call.of("ct_start", name).with("wait", WAIT_FOR_START);
          case STOP ->
              Call.of("ct_stop", name)
                  .with("timeout", WAIT_FOR_STOP)
                  .with("method", "shutdown_or_kill");
          case RESTART ->
              Call.of("ct_restart", name)
                  .with("wait", WAIT_FOR_START)
                  .with("reboot", false)
                  .with("stop_timeout", WAIT_FOR_STOP)
                  .with("stop_method", "shutdown_or_kill");
          case FREEZE -> Call.of("ct_freeze", name);
          case UNFREEZE -> Call.of("ct_unfreeze", name);
          case DELETE -> Call.of("ct_delete", name).with("force", false);
        };
    carrier.call(call, limits.step(), Carrier.DEAF);
  }

  @Override
  public void watch(Consumer<NodeEvent> events) throws IOException {
    carrier.watch(event -> Events.read(event, System.nanoTime()).ifPresent(events));
  }

  @Override
  public Optional<NativeSend> nativeSend() {
    return Optional.of(new OsctlSend(carrier, shell, zfs, limits));
  }

  @Override
  public Optional<NodeKeys> keys() {
    return Optional.of(new OsctlKeys(remote, carrier, shell, limits));
  }

  @Override
  public Optional<NativeArchives> nativeArchives() {
    return Optional.of(new OsctlArchives(carrier, shell, zfs, limits));
  }

  @Override
  public void close() {
    carrier.closeIdle();
    remote.close();
  }

  private JsonValue ask(Call call) throws IOException {
    return carrier.call(call, limits.answer(), Carrier.DEAF);
  }

  /** Something that reads an answer. */
  interface Reader<T> {
    T read() throws IOException;
  }

  /** Reads an answer; one that lacks something becomes {@link DriverException.Unreadable}. */
  static <T> T read(JsonValue answer, Reader<T> reader) throws IOException {
    try {
      return reader.read();
    } catch (JsonException e) {
      throw new DriverException.Unreadable(
          "The node's answer is not as expected: " + e.getMessage() + ".",
          Refusals.beginning(Json.print(answer.raw())));
    }
  }
}
