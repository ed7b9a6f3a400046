package quayside.gui.archives;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import quayside.core.archive.Archives;
import quayside.core.archive.Sidecar;
import quayside.core.problem.Problem;

/** Finds archives in folders, not in those below them. All methods block. */
final class Shelf {
  /** How files are called that may be archives; others are not opened at all. */
  private static final List<String> ENDINGS =
      List.of(
          ".tar",
          ".tar.gz",
          ".tgz",
          ".tar.xz",
          ".tar.zst",
          ".zfs",
          ".zfs.gz",
          ".zstream",
          ".zsend");

  private final Archives archives;

  Shelf(Archives archives) {
    this.archives = archives;
  }

  /**
   * What is in the folders.
   *
   * @param entries the files, in no order
   * @param troubles sentences about folders that could not be read
   */
  record Listing(List<Entry> entries, List<String> troubles) {}

  /** Whether a file is worth looking at, going by its name. */
  static boolean named(Path file) {
    String name = (file.getFileName() + "").toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }

  /**
   * Lists, without opening a file; what is known stays where the file is the same.
   *
   * @param before what was known
   */
  Listing list(List<Path> folders, List<Entry> before) {
    Map<Path, Entry> known = new HashMap<>();
    before.forEach(entry -> known.put(entry.file(), entry));
    List<Entry> entries = new ArrayList<>();
    List<String> troubles = new ArrayList<>();
    for (Path folder : folders.stream().distinct().toList()) {
      try (var files = Files.newDirectoryStream(folder, Shelf::named)) {
        for (Path file : files) {
          entry(file, Optional.ofNullable(known.get(file))).ifPresent(entries::add);
        }
      } catch (NoSuchFileException _) {
        // made by the first export; the page says which folders it looks at
      } catch (IOException | DirectoryIteratorException e) {
        troubles.add(Problem.of(e).sentence());
      }
    }
    return new Listing(entries, troubles);
  }

  private static Optional<Entry> entry(Path file, Optional<Entry> known) throws IOException {
    BasicFileAttributes facts;
    try {
      facts = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException _) {
      return Optional.empty(); // gone meanwhile, or a link to nowhere
    }
    if (!facts.isRegularFile()) {
      return Optional.empty();
    }
    var now =
        new Entry(
            file,
            facts.size(),
            facts.lastModifiedTime().toInstant(),
            new Entry.Look.Pending(),
            Files.exists(Sidecar.of(file)));
    return Optional.of(known.filter(now::same).map(k -> now.with(k.look())).orElse(now));
  }

  /** Looks into a file, without reading its data. */
  Entry look(Entry entry) {
    try {
      return entry.with(new Entry.Look.Seen(archives.glance(entry.file())));
    } catch (IOException e) {
      return entry.with(new Entry.Look.Unreadable(Problem.of(e).sentence()));
    }
  }
}
