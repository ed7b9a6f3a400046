package quayside.core.archive.zfs;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The real ZFS that lab/zfs/up starts: two daemons of zfs-fuse, and zstream of OpenZFS. */
public final class ZfsLab {
  private static final String LAB = System.getenv().getOrDefault("QUAYSIDE_ZFS_LAB", "");

  private final Path folder;

  /** The lab, with a folder for what commands say; skips the test where there is none. */
  public ZfsLab(Path folder) {
    assumeTrue(!LAB.isEmpty(), "QUAYSIDE_ZFS_LAB is not set: start lab/zfs/up first");
    this.folder = folder;
  }

  /** Where daemon B has mounted that data set of its pool. */
  public Path mounted(String dataset) {
    return Path.of(LAB, "B/mnt").resolve(dataset.substring(dataset.indexOf('/') + 1));
  }

  /** A program of the lab. */
  public String program(String name) {
    return LAB + "/" + name;
  }

  /** Runs a command where daemon B lives. */
  public void b(@Nullable Path in, @Nullable Path out, String... command) throws Exception {
    List<String> argv = new ArrayList<>(List.of(LAB + "/zf.sh", "B"));
    argv.addAll(List.of(command));
    run(in, out, argv);
  }

  /** Runs zstream. */
  public void zstream(@Nullable Path in, Path out, String... words) throws Exception {
    List<String> argv = new ArrayList<>(List.of(LAB + "/zstream"));
    argv.addAll(List.of(words));
    run(in, out, argv);
  }

  private void run(@Nullable Path in, @Nullable Path out, List<String> argv) throws Exception {
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder(argv)
            .redirectError(errors.toFile())
            .redirectInput(in == null ? Path.of("/dev/null").toFile() : in.toFile())
            .redirectOutput((out == null ? folder.resolve("output") : out).toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(argv + " did not end");
    }
    if (process.exitValue() != 0) {
      throw new IOException(argv + " failed: " + Files.readString(errors));
    }
  }

  /**
   * The daemon lets go of a file system only some time after it said so, and calls it busy until
   * then.
   */
  public void eventually(String... command) throws Exception {
    for (int tries = 1; ; tries++) {
      try {
        b(null, null, command);
        return;
      } catch (IOException e) {
        if (tries == 40) {
          throw e;
        }
        assertFalse(new CountDownLatch(1).await(250, TimeUnit.MILLISECONDS));
      }
    }
  }

  /** What was received over a mounted file system is seen only when it is mounted anew. */
  public void remount(String dataset) throws Exception {
    String pid = Files.readString(Path.of(LAB, "B/pid")).strip();
    List<String> mounts = Files.readAllLines(Path.of("/proc", pid, "mounts"));
    if (mounts.stream().anyMatch(line -> line.startsWith(dataset + " "))) {
      eventually("zfs", "umount", dataset);
      // the daemon is still letting go of it
      assertFalse(new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS));
    }
    eventually("zfs", "mount", dataset);
  }

  /** What is in a folder of daemon B. */
  public Map<String, Map<String, String>> manifest(Path inside) throws Exception {
    Path out = folder.resolve("manifest");
    b(null, out, "python3", LAB + "/manifest.py", inside.toString());
    Map<String, Map<String, String>> found = new TreeMap<>();
    for (String line : Files.readAllLines(out)) {
      Samples.put(found, new JsonMapper().readValue(line, Map.class));
    }
    return found;
  }

  /** Times to the second: zfs-fuse cuts them when asked. */
  public static Map<String, Map<String, String>> coarse(Map<String, Map<String, String>> exact) {
    Map<String, Map<String, String>> found = new TreeMap<>();
    exact.forEach((path, entry) -> {
      Map<String, String> cut = new TreeMap<>(entry);
      cut.computeIfPresent("mtime_ns", (key, ns) -> ns.substring(0, Math.max(0, ns.length() - 9)));
      found.put(path, cut);
    });
    return found;
  }
}
