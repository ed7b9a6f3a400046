package quayside.core.driver;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The restricted shell in which a vpsAdminOS node receives containers from whoever has an
 * authorised key (facts of {@code receive skel|base|incremental|transfer|cancel}). Each call
 * blocks.
 */
public interface NativeReceive {

  /**
   * Stages a container.
   *
   * @param pool absent: the one whose list has the key
   * @param id of the container there, as the archive says it
   * @param archive the container's description, a tar archive of type {@code skel}
   * @return how the following calls name it
   */
  String stage(Optional<String> pool, String id, byte[] archive) throws IOException;

  /**
   * Receives a stream.
   *
   * @param volume relative name of the dataset, {@code /} for the root
   * @param snapshot that the stream brings and that is removed at the end; a wrong one makes the
   *     end fail
   * @param source read to its end; not closed
   * @param progress told the bytes sent by this call
   */
  void stream(
      String token,
      String volume,
      boolean incremental,
      String snapshot,
      InputStream source,
      LongConsumer progress)
      throws IOException;

  /** Makes it a container like any other. Whether a start worked must be looked at. */
  void finish(String token, boolean start) throws IOException;

  /** Removes what was staged. */
  void cancel(String token) throws IOException;
}
