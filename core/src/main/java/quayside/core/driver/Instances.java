package quayside.core.driver;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import quayside.core.model.Instance;
import quayside.core.model.InstanceSettings;
import quayside.core.model.InstanceState;
import quayside.core.model.NewInstance;
import quayside.core.model.ServerOperation;
import quayside.transport.Duplex;

/** Instances one by one. What changes them waits until the server says that it is done. */
public interface Instances {

  /** An instance with its settings, and the tag that {@link #save} compares. */
  Instance get(String instance) throws IOException;

  /** What it uses just now. */
  InstanceState state(String instance) throws IOException;

  /**
   * Makes an instance, which is stopped afterwards.
   *
   * @return its name, {@code project:name}
   * @throws DriverException.NotFound if image, profile, pool or project are missing: nothing was
   *     made
   * @throws DriverException.Exists if there is one of that name
   */
  default String create(NewInstance wanted) throws IOException {
    return create(wanted, _ -> {});
  }

  /**
   * The same.
   *
   * @param seen hears of the server's work about each second, on the calling thread
   */
  String create(NewInstance wanted, Consumer<ServerOperation> seen) throws IOException;

  /**
   * Gives a stopped instance another name.
   *
   * @param name without project
   */
  void rename(String instance, String name) throws IOException;

  /**
   * Replaces everything that can be written.
   *
   * @param etag of {@link Instance#etag} as it was read; absent: whatever it is now
   * @throws DriverException.Conflict if somebody changed it since
   */
  void save(String instance, InstanceSettings settings, Optional<String> etag) throws IOException;

  /**
   * The files of an instance, running or not: a stream on which the server speaks SFTP version 3
   * (draft-ietf-secsh-filexfer-02), seen from inside with its own users. The caller closes it.
   */
  Duplex sftp(String instance) throws IOException;
}
