package quayside.core.archive.zfs.write;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import quayside.core.archive.zfs.FileView;
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

  /** Writes it; {@code before} and {@code from} are both there or both not. */
  public void write(
      Optional<FileView> before, Optional<SnapshotId> from, FileView now, SnapshotId to)
      throws IOException {
    OutputStream buffered = new BufferedOutputStream(out, 1 << 17);
    RecordWriter records = new RecordWriter(buffered);
    if (properties.isPresent()) {
      records.beginPackage(to.fullName(), NvWriter.pack(description(from, to, properties.get())));
      records.end();
    }
    records.begin(
        to.fullName(),
        to.guid(),
        from.map(SnapshotId::guid).orElse(0L),
        to.created(),
        devices == Devices.KERNEL ? FREE_RECORDS : 0);
    TreeScan earlier = before.isPresent() ? TreeScan.of(rooted(before.get())) : null;
    new StreamBody(records).write(earlier, TreeScan.of(rooted(now)), new ZnodeWriter(devices));
    records.end();
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
      Optional<SnapshotId> from, SnapshotId to, Map<String, Object> properties) {
    Map<String, Object> snapshots = new LinkedHashMap<>();
    from.ifPresent(each -> snapshots.put(each.name(), each.guid()));
    snapshots.put(to.name(), to.guid());
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
