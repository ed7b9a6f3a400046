package quayside.core.driver.osctl;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import quayside.core.archive.tar.TarEntry;
import quayside.core.archive.tar.TarReader;
import quayside.core.driver.DriverException;
import quayside.core.driver.Limits;
import quayside.core.driver.NativeArchives;
import quayside.core.driver.NativeSend;
import quayside.core.driver.NodeFiles;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import quayside.core.yaml.Yaml;
import quayside.transport.Command;

/** Archives by {@code osctl ct export|import}, and by ZFS and osctld's files. */
final class OsctlArchives implements NativeArchives {
  /** osctld says nothing while it packs; whoever waits looks at the file. */
  private static final Duration PACKING = Duration.ofDays(2);

  private static final int HOOKS_LIMIT = 16 << 20;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.:-]{0,200}");
  private static final Pattern VOLUME =
      Pattern.compile("/|[A-Za-z0-9_.:-]{1,200}(/[A-Za-z0-9_.:-]{1,200})*");
  private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]{0,99}");
  private static final Pattern GROUP = Pattern.compile("/|(/[A-Za-z0-9_-]{1,100})+");
  private static final Pattern HOOK =
      Pattern.compile("[a-z0-9-]{1,100}(\\.d/[A-Za-z0-9_.-]{1,100})?");
  private static final Pattern DATASET = Pattern.compile("[A-Za-z][A-Za-z0-9_.:/-]{0,250}");

  private final Carrier carrier;
  private final Shell shell;
  private final Zfs zfs;
  private final Limits limits;
  private final Configurations configurations;

  OsctlArchives(Carrier carrier, Shell shell, Zfs zfs, Limits limits) {
    this.carrier = carrier;
    this.shell = shell;
    this.zfs = zfs;
    this.limits = limits;
    this.configurations = new Configurations(carrier, shell, limits);
  }

  @Override
  public void export(
      String container,
      String file,
      boolean consistent,
      Packing packing,
      NativeSend.Listener listener)
      throws IOException {
    carrier.call(
        Call.of("ct_export", ContainerName.parse(container))
            .with("file", path(file))
            .with("consistent", consistent)
            .with("compression", packing.name().toLowerCase(Locale.ROOT)),
        PACKING,
        listener);
  }

  @Override
  public void importFile(Import request, NativeSend.Listener listener) throws IOException {
    allowed(request.pool(), ContainerName::isPool, "pool");
    allowed(request.asId(), ContainerName::isId, "id");
    allowed(request.asUser(), text -> USER.matcher(text).matches(), "user");
    allowed(request.asGroup(), text -> GROUP.matcher(text).matches(), "group");
    allowed(request.dataset(), text -> DATASET.matcher(text).matches(), "dataset");
    carrier.call(
        Call.of("ct_import")
            .with("pool", request.pool())
            .with("file", path(request.file()))
            .with("as_id", request.asId())
            .with("as_user", request.asUser())
            .with("as_group", request.asGroup())
            .with("dataset", request.dataset())
            .with("missing_devices", request.missing().name().toLowerCase(Locale.ROOT)),
        PACKING,
        listener);
  }

  @Override
  public Description describe(String container) throws IOException {
    ContainerName name = ContainerName.parse(container);
    String text = configurations.text(name);
    String user;
    String group;
    try {
      JsonValue config = Yaml.parse(text);
      user = config.get("user").text();
      group = config.get("group").text();
    } catch (JsonException e) {
      throw new DriverException.Unreadable(
          "The configuration of " + name + " on the node is " + e.getMessage() + ".",
          Refusals.beginning(text));
    }
    check(USER.matcher(user).matches(), "user", user);
    check(GROUP.matcher(group).matches(), "group", group);
    return new Description(
        user,
        group,
        configurations.user(name.pool(), user),
        configurations.group(name.pool(), group),
        lasting(text),
        hooks(name));
  }

  /** The text without {@code state} and {@code send_log}, which are only so on this node now. */
  static String lasting(String text) {
    var kept = new StringBuilder();
    boolean dropping = false;
    for (String line : text.lines().toList()) {
      boolean begins = !line.isEmpty() && line.charAt(0) != ' ' && line.charAt(0) != '-';
      if (begins || line.startsWith("---")) {
        dropping = line.startsWith("state:") || line.startsWith("send_log:");
      }
      if (!dropping) {
        kept.append(line).append('\n');
      }
    }
    return kept.toString();
  }

  private SequencedMap<String, Hook> hooks(ContainerName name) throws IOException {
    String folder = configurations.folder(name.pool()) + "/hook/ct/" + name.id();
    var tar = new ByteArrayOutputStream();
    Shell.Result result =
        shell.bytes(
            Command.of("tar", "-cf", "-", "-C", folder, "."),
            limits.answer(),
            (piece, length) -> {
              if (tar.size() + length > HOOKS_LIMIT) {
                throw new DriverException.Unreadable(
                    "The hooks of " + name + " are larger than any scripts.", "");
              }
              tar.write(piece, 0, length);
            });
    var hooks = new LinkedHashMap<String, Hook>();
    if (result.exit() != 0) {
      if (result.err().contains("No such file")) {
        return hooks;
      }
      throw new DriverException.Rejected(
          "The hooks of "
              + name
              + " cannot be read on the node: “"
              + Refusals.beginning(result.err().strip())
              + "”.");
    }
    var reader = new TarReader(new ByteArrayInputStream(tar.toByteArray()));
    for (Optional<TarEntry> e = reader.next(); e.isPresent(); e = reader.next()) {
      String script = e.get().name().replaceFirst("^\\./", "");
      if (e.get().file() && HOOK.matcher(script).matches()) {
        byte[] content = reader.contents(e.get()).readAllBytes();
        hooks.put(script, new Hook(e.get().inode().mode(), content));
      }
    }
    return hooks;
  }

  @Override
  public List<Volume> volumes(String container) throws IOException {
    String root = dataset(container);
    var volumes = new ArrayList<Volume>();
    for (Zfs.Row row : zfs.list(List.of("logicalreferenced"), true, root)) {
      String name = row.name().equals(root) ? "/" : row.name().substring(root.length() + 1);
      long bytes = row.values().getFirst();
      volumes.add(new Volume(name, bytes > 0 ? OptionalLong.of(bytes) : OptionalLong.empty()));
    }
    return List.copyOf(volumes);
  }

  @Override
  public List<String> snapshots(String container) throws IOException {
    return zfs.snapshots(dataset(container));
  }

  @Override
  public void snapshot(String container, String name) throws IOException {
    check(NAME.matcher(name).matches(), "snapshot", name);
    zfs.change(List.of("zfs", "snapshot", "-r", dataset(container) + "@" + name));
  }

  @Override
  public void destroySnapshot(String container, String name) throws IOException {
    check(NAME.matcher(name).matches(), "snapshot", name);
    try {
      zfs.change(List.of("zfs", "destroy", "-r", dataset(container) + "@" + name));
    } catch (DriverException.NotFound _) {
      // it is not there any more
    }
  }

  @Override
  public void send(
      String container, String volume, Optional<String> from, String snapshot, OutputStream sink)
      throws IOException {
    check(NAME.matcher(snapshot).matches(), "snapshot", snapshot);
    allowed(from, text -> NAME.matcher(text).matches(), "snapshot");
    check(VOLUME.matcher(volume).matches(), "dataset", volume);
    String dataset = dataset(container) + (volume.equals("/") ? "" : "/" + volume);
    var words = new ArrayList<String>(List.of("zfs", "send"));
    from.ifPresent(base -> words.addAll(List.of("-I", "@" + base)));
    words.add(dataset + "@" + snapshot);
    Shell.Result result =
        shell.bytes(
            Command.of(words), limits.step(), (piece, length) -> sink.write(piece, 0, length));
    if (result.exit() != 0) {
      throw new DriverException.Rejected(
          "“zfs send” of the dataset “"
              + volume
              + "” broke off on the node: “"
              + Refusals.beginning(result.err().strip())
              + "”.");
    }
  }

  @Override
  public boolean busy(String container) throws IOException {
    try {
      carrier.call(
          Call.of("ct_mount", ContainerName.parse(container)), limits.answer(), Carrier.DEAF);
      return false;
    } catch (DriverException.Busy _) {
      return true;
    }
  }

  @Override
  public String folder(String pool) throws IOException {
    return configurations.folder(pool);
  }

  @Override
  public NodeFiles files() {
    return new ShellFiles(shell, limits);
  }

  private String dataset(String container) throws IOException {
    JsonValue record =
        carrier.call(
            Call.of("ct_show", ContainerName.parse(container)), limits.answer(), Carrier.DEAF);
    String dataset = OsctlDriver.read(record, () -> record.get("dataset").text());
    check(DATASET.matcher(dataset).matches(), "dataset", dataset);
    return dataset;
  }

  private static String path(String file) throws DriverException {
    check(file.matches("/[A-Za-z0-9_./-]{1,500}"), "path", file); // osctld puts it into a shell
    return file;
  }

  private static void allowed(
      Optional<String> value, java.util.function.Predicate<String> pattern, String what)
      throws DriverException {
    check(value.isEmpty() || pattern.test(value.get()), what, value.orElse(""));
  }

  private static void check(boolean good, String what, String value) throws DriverException {
    if (!good) {
      throw new DriverException.Rejected(
          "“"
              + Refusals.beginning(value)
              + "” cannot be used as a "
              + what
              + " on vpsAdminOS; nothing was asked of the node.");
    }
  }
}
