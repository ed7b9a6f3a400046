package quayside.gui.archives;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import quayside.core.archive.Verdict;
import quayside.gui.fx.Remembered;

/** Remembers which archives were checked, and with which size and time of the file. */
final class Proofs {
  private static final String PREFIX = "checked.";

  private final Remembered memory;

  Proofs(Remembered memory) {
    this.memory = memory;
  }

  /** Notes a verdict on a file as it is now. */
  void note(Entry entry, Verdict verdict, Instant when) {
    memory.put(
        PREFIX + entry.file(),
        entry.size()
            + " "
            + entry.modified()
            + " "
            + verdict.whole()
            + " "
            + when
            + " "
            + verdict.sentence());
  }

  /** What is known of a file as it is now. */
  Proof of(Entry entry) {
    Optional<Proof> noted = memory.get(PREFIX + entry.file()).flatMap(line -> read(entry, line));
    return noted.orElseGet(() -> entry.summed() ? new Proof.Summed() : new Proof.None());
  }

  private static Optional<Proof> read(Entry entry, String line) {
    String[] parts = line.split(" ", 5);
    if (parts.length < 5
        || !parts[3].matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z")) {
      return Optional.empty();
    }
    boolean same =
        parts[0].equals(String.valueOf(entry.size()))
            && parts[1].equals(entry.modified().toString());
    return Optional.of(
        same
            ? new Proof.Checked(parts[2].equals("true"), Instant.parse(parts[3]), parts[4])
            : new Proof.Outdated());
  }

  /** Forgets files that are gone; blocks. */
  void tidy() {
    memory.forget(
        memory.keys(PREFIX).stream()
            .filter(key -> Files.notExists(Path.of(key.substring(PREFIX.length()))))
            .toList());
  }
}
