package quayside.core.driver;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import quayside.core.model.PeerAddress;

/**
 * The steps by which a vpsAdminOS node sends a container to another: config, rootfs, sync as often
 * as wanted, state, cleanup; cancel up to state (osctl(8), container send/receive). Each call
 * blocks until the node is done with the step. Closing the connection does <em>not</em> stop a step
 * that runs on the node.
 */
public interface NativeSend {

  /** Prepares the target and copies the configuration. */
  void config(String container, Config options) throws IOException;

  /** Sends the whole root file system. */
  void rootfs(String container, Listener listener) throws IOException;

  /** Sends what was written since the last rootfs or sync. */
  void sync(String container, Listener listener) throws IOException;

  /** Stops the source, sends the rest, starts the target. */
  void state(String container, Switch options, Listener listener) throws IOException;

  /** Removes the sent container here, unless it was cloned. */
  void cleanup(String container, Listener listener) throws IOException;

  /**
   * Takes an open send back.
   *
   * @param force ignore a refusal of the target, and allow it after state
   * @param local do not ask the target at all
   */
  void cancel(String container, boolean force, boolean local) throws IOException;

  /** The open send of a container, sent from here or received here. */
  Optional<SendLog> log(String container) throws IOException;

  /** Datasets of a container on this node, root first, with what each holds. */
  List<Dataset> datasets(String container) throws IOException;

  /**
   * What each dataset of a container holds, root first.
   *
   * @param snapshot at this snapshot, leaving out datasets that do not have it; absent: now
   */
  List<Holding> holdings(String container, Optional<String> snapshot) throws IOException;

  /**
   * Bytes written since the newest snapshot of the open send, over all datasets; what the next sync
   * would carry, before compression.
   */
  long written(String container) throws IOException;

  /** Runs {@code df}-like look-ups of preflight: devices that a group may use. */
  List<String> groupDevices(String group) throws IOException;

  /** Devices that a container has by itself. */
  List<String> containerDevices(String container) throws IOException;

  /** Bridges that a container's interfaces are linked to. */
  List<String> bridges(String container) throws IOException;

  /** The architecture in a container's configuration; empty if not told. */
  String arch(String container) throws IOException;

  /**
   * Options of {@link #config}.
   *
   * @param target where the source node reaches the target
   */
  record Config(
      PeerAddress target,
      Optional<String> asId,
      Optional<String> asUser,
      Optional<String> asGroup,
      Optional<String> toPool,
      boolean networkInterfaces,
      boolean snapshots) {}

  /** Options of {@link #state}. */
  record Switch(boolean cloning, boolean consistent, boolean restart, boolean start) {}

  /**
   * A dataset.
   *
   * @param name relative to the container, {@code /} for the root
   * @param used bytes, with snapshots
   * @param referenced bytes that its newest content takes
   */
  record Dataset(String name, long used, long referenced) {}

  /**
   * What a dataset holds.
   *
   * @param dataset relative to the container, {@code /} for the root
   * @param guid of the snapshot: the same on both nodes once a stream arrived whole; empty if the
   *     node does not tell it
   * @param bytes before compression, so that both nodes count alike; absent if not told
   */
  record Holding(String dataset, String guid, OptionalLong bytes) {}

  /**
   * An open send.
   *
   * @param source whether this node is the sending side
   * @param state osctld's word for how far it is: stage, base, incremental, transfer or cleanup
   * @param token the receiver's token; not a secret that opens anything without the key
   * @param target where it goes, on the sending side
   * @param snapshots the send's own snapshots, oldest first
   */
  record SendLog(
      boolean source,
      String state,
      String token,
      Optional<PeerAddress> target,
      Optional<String> targetId,
      List<String> snapshots) {}

  /** Hears what the node says while a step runs. Called on the calling thread. */
  interface Listener {
    /** A line like {@code Syncing /} or {@code Stopping container}. */
    void update(String text);

    /**
     * Bytes of the stream under way.
     *
     * @param total the node's estimate for this stream
     * @param done so far; may exceed {@code total}, falls back to 0 when the next stream begins
     */
    void bytes(long done, long total);
  }
}
