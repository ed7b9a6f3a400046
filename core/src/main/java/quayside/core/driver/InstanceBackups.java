package quayside.core.driver;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import quayside.core.model.ServerOperation;

/** Instances as files: made on the server, then fetched; or brought. */
public interface InstanceBackups {
  /** What servers tell that can {@link #stream} (Incus 6.22). */
  String STREAMS = "direct_backup";

  /** Names of the backups of an instance that are on the server. */
  List<String> list(String instance) throws IOException;

  /**
   * Begins to write a backup on the server; its operation has to be waited for.
   *
   * @param name of the backup
   * @param expires when the server removes it by itself
   */
  ServerOperation create(String instance, String name, Instant expires, Wanted wanted)
      throws IOException;

  /**
   * Fetches a backup that the server writes meanwhile, without keeping it: it has no size that is
   * known before, and cannot be continued. Only for servers with the extension {@link #STREAMS}.
   */
  Download stream(String instance, Wanted wanted) throws IOException;

  /**
   * Fetches a backup, or the rest of one.
   *
   * @param from first byte
   * @param version of {@link Download#version} of the beginning: if it is another by now, the whole
   *     file comes
   */
  Download download(String instance, String backup, long from, Optional<String> version)
      throws IOException;

  void delete(String instance, String backup) throws IOException;

  /** Brings an instance as a file; the operation has to be waited for. */
  ServerOperation upload(Upload upload, InputStream file) throws IOException;

  /**
   * How a backup is to be.
   *
   * @param snapshots with the instance's snapshots
   * @param optimized in the storage's own format
   * @param compression {@code none}, {@code gzip}, {@code zstd} or what else the server knows;
   *     absent: its own choice
   */
  record Wanted(boolean snapshots, boolean optimized, Optional<String> compression) {}

  /**
   * A file to be brought.
   *
   * @param name of the instance; absent: as in the file
   * @param pool where; absent: as in the file, else the default
   * @param length of the file
   */
  record Upload(
      String project, Optional<String> name, Optional<String> pool, OptionalLong length) {}

  /** A file that is being fetched. */
  interface Download extends AutoCloseable {
    InputStream content();

    /** The first byte that comes: 0 although more was asked for if the file is another one now. */
    long from();

    /** Bytes of the whole file. */
    OptionalLong size();

    /** What tells this file from another one of the same name. */
    Optional<String> version();

    @Override
    void close();
  }
}
