package quayside.core.driver.osctl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import quayside.core.driver.DriverException;
import quayside.core.driver.Limits;
import quayside.core.driver.NativeSend;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import quayside.core.model.PeerAddress;

/** {@code osctl ct send} step by step. */
final class OsctlSend implements NativeSend {
  private static final Pattern USER = Pattern.compile("[a-z0-9_][a-z0-9_-]{0,30}");
  private static final Pattern GROUP = Pattern.compile("/|(/[A-Za-z0-9_-]{1,100})+");
  private static final Pattern SNAPSHOT = Pattern.compile("[A-Za-z0-9_.:-]{1,200}");

  private final Carrier carrier;
  private final Zfs zfs;
  private final Limits limits;
  private final Configurations configurations;

  OsctlSend(Carrier carrier, Shell shell, Zfs zfs, Limits limits) {
    this.configurations = new Configurations(carrier, shell, limits);
    this.carrier = carrier;
    this.zfs = zfs;
    this.limits = limits;
  }

  @Override
  public void config(String container, Config options) throws IOException {
    Checks.host(options.target());
    Checks.allowed(options.asId(), ContainerName::isId, "id");
    Checks.allowed(options.asUser(), text -> USER.matcher(text).matches(), "user");
    Checks.allowed(options.asGroup(), text -> GROUP.matcher(text).matches(), "group");
    Checks.allowed(options.toPool(), ContainerName::isPool, "pool");
    step(
        Call.of("ct_send_config", ContainerName.parse(container))
            .with("dst", options.target().host())
            .with("port", options.target().port())
            .with("as_id", options.asId())
            .with("as_user", options.asUser())
            .with("as_group", options.asGroup())
            .with("to_pool", options.toPool())
            .with("network_interfaces", options.networkInterfaces())
            .with("snapshots", options.snapshots())
            .with("preexisting_datasets", false),
        Carrier.DEAF);
  }

  @Override
  public void rootfs(String container, Listener listener) throws IOException {
    step(Call.of("ct_send_rootfs", ContainerName.parse(container)), listener);
  }

  @Override
  public void sync(String container, Listener listener) throws IOException {
    step(Call.of("ct_send_sync", ContainerName.parse(container)), listener);
  }

  @Override
  public void state(String container, Switch options, Listener listener) throws IOException {
    step(
        Call.of("ct_send_state", ContainerName.parse(container))
            .with("clone", options.cloning())
            .with("consistent", options.consistent())
            .with("restart", options.restart())
            .with("start", options.start()),
        listener);
  }

  @Override
  public void cleanup(String container, Listener listener) throws IOException {
    step(Call.of("ct_send_cleanup", ContainerName.parse(container)), listener);
  }

  @Override
  public void cancel(String container, boolean force, boolean local) throws IOException {
    step(
        Call.of("ct_send_cancel", ContainerName.parse(container))
            .with("force", force)
            .with("local", local),
        Carrier.DEAF);
  }

  @Override
  public Optional<SendLog> log(String container) throws IOException {
    JsonValue log = configurations.parsed(ContainerName.parse(container)).get("send_log");
    return log.isNull() ? Optional.empty() : OsctlDriver.read(log, () -> Optional.of(sendLog(log)));
  }

  private static SendLog sendLog(JsonValue log) throws JsonException {
    var snapshots = new LinkedHashSet<String>();
    for (JsonValue snapshot : log.get("snapshots").list()) {
      boolean pair = snapshot.raw() instanceof List<?>; // [dataset, snapshot] on the receiver
      snapshots.add(pair ? snapshot.list().getLast().text() : snapshot.text());
    }
    JsonValue options = log.get("opts");
    Optional<String> host = options.get("dst").optionalText();
    int port = (int) options.get("port").optionalNumber().orElse(22);
    return new SendLog(
        log.get("role").textOr("").equals("source"),
        log.get("state").textOr(""),
        log.get("token").textOr(""),
        host.map(name -> new PeerAddress(name, port)),
        options.get("ctid").optionalText(),
        List.copyOf(snapshots));
  }

  @Override
  public List<Dataset> datasets(String container) throws IOException {
    String root = dataset(ContainerName.parse(container));
    var datasets = new ArrayList<Dataset>();
    for (Zfs.Row row : zfs.list(List.of("used", "referenced"), true, root)) {
      String name = row.name().equals(root) ? "/" : row.name().substring(root.length() + 1);
      datasets.add(new Dataset(name, row.values().get(0), row.values().get(1)));
    }
    return List.copyOf(datasets);
  }

  /**
   * A received snapshot gets the sender's guid, and only when its stream was received to the end
   * (zfs-receive(8), zfsprops(7) {@code guid}).
   */
  @Override
  public List<Holding> holdings(String container, Optional<String> snapshot) throws IOException {
    Checks.allowed(snapshot, name -> SNAPSHOT.matcher(name).matches(), "snapshot");
    String at = snapshot.map(name -> "@" + name).orElse("");
    var holdings = new ArrayList<Holding>();
    for (Dataset dataset : datasets(container)) {
      boolean root = dataset.name().equals("/");
      String name = dataset(ContainerName.parse(container)) + (root ? "" : "/" + dataset.name());
      try {
        String[] said = zfs.get("guid,logicalreferenced", name + at).split("\\R", -1);
        boolean number = said.length == 2 && said[1].matches("\\d{1,18}");
        holdings.add(
            new Holding(
                dataset.name(),
                said[0].matches("\\d{1,20}") ? said[0] : "",
                number ? OptionalLong.of(Long.parseLong(said[1])) : OptionalLong.empty()));
      } catch (DriverException.NotFound missing) {
        if (snapshot.isEmpty()) {
          throw missing;
        }
      }
    }
    return List.copyOf(holdings);
  }

  @Override
  public long written(String container) throws IOException {
    List<String> snapshots = log(container).map(SendLog::snapshots).orElse(List.of());
    if (snapshots.isEmpty() || !SNAPSHOT.matcher(snapshots.getLast()).matches()) {
      throw new DriverException.Rejected(
          "There is no open send of " + container + " with a snapshot to count from.");
    }
    String root = dataset(ContainerName.parse(container));
    long sum = 0;
    for (Zfs.Row row : zfs.list(List.of("used"), true, root)) {
      String value = zfs.get("written@" + snapshots.getLast(), row.name());
      try {
        sum += value.isEmpty() ? row.values().getFirst() : Long.parseLong(value);
      } catch (NumberFormatException _) {
        throw new DriverException.Unreadable(
            "The node's “zfs get” answered something else than a number.",
            Refusals.beginning(value));
      }
    }
    return sum;
  }

  @Override
  public List<String> groupDevices(String group) throws IOException {
    Checks.check(GROUP.matcher(group).matches(), "group", group);
    JsonValue rows = ask(Call.of("group_device_list").with("name", group));
    return OsctlDriver.read(rows, () -> Records.devices(rows, true));
  }

  @Override
  public List<String> containerDevices(String container) throws IOException {
    JsonValue rows = ask(Call.of("ct_device_list", ContainerName.parse(container)));
    return OsctlDriver.read(rows, () -> Records.devices(rows, false));
  }

  @Override
  public List<String> bridges(String container) throws IOException {
    JsonValue rows = ask(Call.of("netif_list", ContainerName.parse(container)));
    return OsctlDriver.read(
        rows,
        () -> {
          var links = new LinkedHashSet<String>();
          for (JsonValue row : rows.list()) {
            row.get("link").optionalText().ifPresent(links::add);
          }
          return List.copyOf(links);
        });
  }

  @Override
  public String arch(String container) throws IOException {
    JsonValue configuration = configurations.parsed(ContainerName.parse(container));
    return OsctlDriver.read(configuration, () -> configuration.get("arch").textOr(""));
  }

  private String dataset(ContainerName container) throws IOException {
    JsonValue record = ask(Call.of("ct_show", container));
    return OsctlDriver.read(record, () -> record.get("dataset").text());
  }

  private JsonValue ask(Call call) throws IOException {
    return carrier.call(call, limits.answer(), Carrier.DEAF);
  }

  private void step(Call call, Listener listener) throws IOException {
    carrier.call(call, limits.step(), listener);
  }
}
