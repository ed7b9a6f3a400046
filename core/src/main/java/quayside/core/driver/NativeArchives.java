package quayside.core.driver;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

/**
 * What it takes to make and take archives on a vpsAdminOS node: the node's own export and import,
 * which work on files of the node (osctl(8), {@code ct export}, {@code ct import}), and the pieces
 * to write one elsewhere: configurations, snapshots and streams (zfs-snapshot(8), zfs-send(8)).
 * Containers are named {@code pool:id}; each call blocks.
 */
public interface NativeArchives {

  /**
   * Lets the node write an archive into a file of its own, replacing what is there. Goes on on the
   * node if the connection ends. A failure may leave the file, snapshots and a stopped container.
   *
   * @param consistent whether a running container is stopped for the last moment
   */
  void export(
      String container,
      String file,
      boolean consistent,
      Packing packing,
      NativeSend.Listener listener)
      throws IOException;

  /**
   * Lets the node make a container from a file of its own. A failure leaves a staged container that
   * it cannot remove by itself before its daemon is started anew.
   */
  void importFile(Import request, NativeSend.Listener listener) throws IOException;

  /** Configurations and hooks as an archive has them. */
  Description describe(String container) throws IOException;

  /** Data sets of a container, root first. */
  List<Volume> volumes(String container) throws IOException;

  /** Names of the snapshots of a container's root dataset, oldest first. */
  List<String> snapshots(String container) throws IOException;

  /** Takes a snapshot of all datasets at one moment. */
  void snapshot(String container, String name) throws IOException;

  /** Removes a snapshot of all datasets; no error if there is none. */
  void destroySnapshot(String container, String name) throws IOException;

  /**
   * Sends a snapshot as a plain full stream, or the increments up to it from another one.
   *
   * @param volume as {@link Volume#name} has it
   */
  void send(
      String container, String volume, Optional<String> from, String snapshot, OutputStream sink)
      throws IOException;

  /**
   * Whether something holds the container just now, found out by something harmless that needs it
   * for itself.
   */
  boolean busy(String container) throws IOException;

  /** The folder of a pool on the node, where there is room as the pool has it. */
  String folder(String pool) throws IOException;

  /** Files on the node. */
  NodeFiles files();

  /** How streams are packed in an archive. */
  enum Packing {
    /** As the node thinks best; osctld packs always. */
    AUTO,
    OFF,
    GZIP,
    /** What Incus and LXD servers know and osctld does not. */
    ZSTD
  }

  /**
   * A dataset of a container.
   *
   * @param name relative to the container, {@code /} for the root
   * @param bytes it refers to before compression, which a stream of it carries; absent if the node
   *     does not tell it
   */
  record Volume(String name, OptionalLong bytes) {}

  /** What to do about devices that the group does not have. */
  enum MissingDevices {
    /** Refuse. */
    CHECK,
    /** Let the group have them. */
    PROVIDE,
    /** Let the container go without. */
    REMOVE
  }

  /**
   * An import.
   *
   * @param file on the node
   * @param pool absent: the node's first
   * @param asId absent: the archive's
   * @param dataset full name; absent: the usual one
   */
  record Import(
      String file,
      Optional<String> pool,
      Optional<String> asId,
      Optional<String> asUser,
      Optional<String> asGroup,
      Optional<String> dataset,
      MissingDevices missing) {}

  /**
   * Texts of a container's configurations.
   *
   * @param user name of its user
   * @param group name of its group
   * @param userText the user's configuration
   * @param groupText the group's
   * @param containerText the container's, without what is only so on this node now
   * @param hooks scripts by name, {@code NAME} or {@code NAME.d/NAME}
   */
  record Description(
      String user,
      String group,
      String userText,
      String groupText,
      String containerText,
      SequencedMap<String, Hook> hooks) {}

  /** A script that runs on the node. */
  final class Hook {
    private final int mode;
    private final byte[] script;

    /** A script with its permission bits. */
    public Hook(int mode, byte[] script) {
      this.mode = mode;
      this.script = script.clone();
    }

    public int mode() {
      return mode;
    }

    public byte[] script() {
      return script.clone();
    }
  }
}
