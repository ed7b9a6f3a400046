package quayside.transport.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The certificates that were accepted: a line {@code HOST:PORT FINGERPRINT} for each server. */
final class KnownServers {
  private final Path file;

  KnownServers(Path file) {
    this.file = file;
  }

  /** What was accepted for a server; of several lines the last counts. */
  Optional<String> fingerprint(String server) throws IOException {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
          .map(line -> line.strip().split("\\s+"))
          .filter(words -> words.length == 2 && words[0].equals(server))
          .map(words -> words[1])
          .reduce((_, last) -> last);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  void save(String server, String fingerprint) throws IOException {
    if (Files.notExists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, server + " " + fingerprint + "\n", StandardOpenOption.APPEND);
  }
}
