package quayside.core.transfer.osctl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import quayside.core.archive.osctl.ExportMetadata;
import quayside.core.archive.osctl.ExportWriter;
import quayside.core.driver.NativeArchives;

/** Writes what stands before the streams of an export. */
final class ExportHead {
  private ExportHead() {}

  static void write(
      ExportWriter writer,
      String id,
      NativeArchives.Description text,
      List<NativeArchives.Volume> volumes)
      throws IOException {
    List<String> below =
        volumes.stream().map(NativeArchives.Volume::name).filter(n -> !n.equals("/")).toList();
    var metadata =
        new ExportMetadata(
            ExportMetadata.FULL,
            Optional.of(ExportMetadata.ZFS),
            Optional.of(text.user()),
            Optional.of(text.group()),
            Optional.of(id),
            Optional.of(below),
            OptionalLong.of(Instant.now().getEpochSecond()));
    writer.text("metadata.yml", bytes(metadata.yaml()));
    writer.folder("config");
    writer.text("config/user.yml", bytes(text.userText()));
    writer.text("config/group.yml", bytes(text.groupText()));
    writer.text("config/container.yml", bytes(text.containerText()));
    hooks(writer, text);
    writer.rootfs(below);
  }

  private static void hooks(ExportWriter writer, NativeArchives.Description text)
      throws IOException {
    if (text.hooks().isEmpty()) {
      return;
    }
    writer.folder("hooks");
    var folders = new TreeSet<String>();
    for (Map.Entry<String, NativeArchives.Hook> hook : text.hooks().entrySet()) {
      int slash = hook.getKey().indexOf('/');
      if (slash > 0 && folders.add(hook.getKey().substring(0, slash))) {
        writer.folder("hooks/" + hook.getKey().substring(0, slash));
      }
      writer.small("hooks/" + hook.getKey(), hook.getValue().mode(), hook.getValue().script());
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
