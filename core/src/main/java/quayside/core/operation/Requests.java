package quayside.core.operation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * What other processes ask of an operation: a file {@code ID.request} that its owner takes away.
 */
final class Requests {
  private Requests() {}

  static void put(Path folder, String id, OperationAction action) throws IOException {
    Path partial =
        Files.createTempFile(
            folder,
            id,
            ".asking",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(partial, action.name(), StandardCharsets.UTF_8);
    Files.move(
        partial,
        folder.resolve(id + ".request"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  static Optional<OperationAction> take(Path folder, String id) throws IOException {
    Path path = folder.resolve(id + ".request");
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    try {
      String name = Files.readString(path, StandardCharsets.UTF_8).strip();
      Files.delete(path);
      for (OperationAction action : OperationAction.values()) {
        if (action.name().equals(name)) {
          return Optional.of(action);
        }
      }
    } catch (NoSuchFileException _) {
      // taken by the operation's end meanwhile
    }
    return Optional.empty();
  }
}
