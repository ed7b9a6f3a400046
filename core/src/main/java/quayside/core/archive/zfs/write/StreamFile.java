package quayside.core.archive.zfs.write;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import quayside.core.archive.zfs.FileView;
import quayside.core.archive.zfs.SendState;
import quayside.core.archive.zfs.SnapshotId;
import quayside.core.archive.zfs.tree.Devices;

/** A whole stream: BEGIN, objects, END, and the package around it where there is one. */
public final class StreamFile {
  private static final int FREE_RECORDS = 4;

  private final OutputStream out;
  private final Devices devices;
  private final Optional<Map<String, Object>> properties;

  /** A stream for that kind of receiver, in a package where there are properties. */
  public StreamFile(OutputStream out, Devices devices, Optional<Map<String, Object>> properties) {
    this.out = out;
    this.devices = devices;
    this.properties = properties;
  }

  /** The same in a package. */
  public StreamFile packaged(Map<String, Object> with) {
    return new StreamFile(out, devices, Optional.of(with));
  }

  /** What the package says of the data set; empty where nothing. */
  public Map<String, Object> properties() {
    return properties.orElse(Map.of());
  }

  /** Writes the states one after the other, each as what it differs in from the one before. */
  public void write(Optional<SendState> from, List<SendState> states) throws IOException {
    OutputStream buffered = new BufferedOutputStream(out, 1 << 17);
    RecordWriter records = new RecordWriter(buffered);
    if (properties.isPresent()) {
      records.beginPackage(
          states.getLast().id().fullName(),
          NvWriter.pack(description(from.map(SendState::id), states, properties.get())));
      records.end();
    }
    TreeScan earlier = from.isPresent() ? TreeScan.of(rooted(from.get().view())) : null;
    long base = from.map(state -> state.id().guid()).orElse(0L);
    for (SendState state : states) {
      SnapshotId to = state.id();
      records.begin(
          to.fullName(),
          to.guid(),
          base,
          to.created(),
          devices == Devices.KERNEL ? FREE_RECORDS : 0);
      TreeScan scan = TreeScan.of(rooted(state.view()));
      new StreamBody(records).write(earlier, scan, new ZnodeWriter(devices));
      records.end();
      earlier = scan;
      base = to.guid();
    }
    if (properties.isPresent()) {
      records.endPackage();
    }
    buffered.flush();
  }

  private FileView rooted(FileView view) {
    return devices == Devices.PROGRAMS ? RootedView.of(view) : view;
  }

  /** As libzfs describes a package of one data set (OpenZFS, libzfs_sendrecv.c, gather_nvlist). */
  private static Map<String, Object> description(
      Optional<SnapshotId> from, List<SendState> states, Map<String, Object> properties) {
    SnapshotId to = states.getLast().id();
    Map<String, Object> snapshots = new LinkedHashMap<>();
    from.ifPresent(each -> snapshots.put(each.name(), each.guid()));
    states.forEach(state -> snapshots.put(state.id().name(), state.id().guid()));
    Map<String, Object> snapshotProperties = new LinkedHashMap<>();
    snapshots.keySet().forEach(name -> snapshotProperties.put(name, Map.of()));
    Map<String, Object> dataset = new LinkedHashMap<>();
    dataset.put("name", to.dataset());
    dataset.put("parentfromsnap", 0L);
    dataset.put("props", properties);
    dataset.put("snaps", snapshots);
    dataset.put("snapprops", snapshotProperties);
    Map<String, Object> list = new LinkedHashMap<>();
    from.ifPresent(each -> list.put("fromsnap", each.name()));
    list.put("tosnap", to.name());
    list.put("not_recursive", true);
    list.put("fss", Map.of("0x" + Integer.toHexString(to.dataset().hashCode() | 1), dataset));
    return list;
  }
}
