package quayside.core.embedded.osctld;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import quayside.core.embedded.store.Dataset;

/** The few files of a container that was made from an image. */
final class Content {
  private Content() {}

  static void minimal(Dataset dataset) throws IOException {
    Path root = dataset.live();
    for (String folder : List.of("etc", "var/log", "root", "tmp", "sbin", "home")) {
      Files.createDirectories(root.resolve(folder));
    }
    write(root.resolve("etc/hostname"), "localhost\n");
    write(root.resolve("etc/os-release"), "NAME=\"Built-in image\"\nID=builtin\n");
    write(root.resolve("etc/passwd"), "root:x:0:0:root:/root:/bin/sh\n");
    write(root.resolve("sbin/init"), "#!/bin/sh\n");
    dataset.note("tmp", 0, 0, 01777);
    dataset.saveNotes();
  }

  private static void write(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
