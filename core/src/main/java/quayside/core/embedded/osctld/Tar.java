package quayside.core.embedded.osctld;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import quayside.core.archive.tar.TarEntry;
import quayside.core.archive.tar.TarReader;
import quayside.core.archive.tar.TarWriter;

/** The small archives that describe a container to its receiver, as texts by name. */
final class Tar {
  private static final int MODE = 0644;

  private Tar() {}

  /** Members with their content, folders left out. */
  static Map<String, String> read(byte[] tar) throws IOException {
    var members = new LinkedHashMap<String, String>();
    var reader = new TarReader(new ByteArrayInputStream(tar));
    for (Optional<TarEntry> e = reader.next(); e.isPresent(); e = reader.next()) {
      if (e.get().file()) {
        byte[] content = reader.contents(e.get()).readAllBytes();
        members.put(e.get().name(), new String(content, StandardCharsets.UTF_8));
      }
    }
    if (members.isEmpty()) {
      throw new IOException("not a tar archive");
    }
    return members;
  }

  /** Writes members in their order; names that end in a slash are folders. */
  static byte[] write(Map<String, String> members) throws IOException {
    var out = new ByteArrayOutputStream();
    var writer = new TarWriter(out);
    for (var member : members.entrySet()) {
      String name = member.getKey();
      if (name.endsWith("/")) {
        writer.folder(name.substring(0, name.length() - 1));
      } else {
        writer.file(name, MODE, member.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    writer.finish();
    return out.toByteArray();
  }
}
