package quayside.core.driver;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import quayside.core.model.Instance;
import quayside.core.model.InstanceSnapshot;

/** Snapshots of instances. */
public interface InstanceSnapshots {

  /** The snapshots of an instance, oldest first. */
  List<InstanceSnapshot> list(String instance) throws IOException;

  /** The instance as it was then: its settings, not its state; its name is the snapshot's. */
  Instance get(String instance, String snapshot) throws IOException;

  /**
   * Takes a snapshot.
   *
   * @param stateful with the state of running
   * @param expires when the server removes it by itself
   */
  void create(String instance, String snapshot, boolean stateful, Optional<Instant> expires)
      throws IOException;

  void rename(String instance, String snapshot, String name) throws IOException;

  void delete(String instance, String snapshot) throws IOException;

  /**
   * Makes the instance what it was.
   *
   * @param stateful go on from the state of running that is in it
   */
  void restore(String instance, String snapshot, boolean stateful) throws IOException;
}
