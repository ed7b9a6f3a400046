package quayside.core.archive.zfs.tree;

import java.nio.charset.StandardCharsets;
import java.util.List;
import quayside.core.archive.zfs.BytePath;

/**
 * Names of extended attributes: other systems than Linux keep those of users without their prefix.
 */
final class XattrNames {
  private static final List<String> PREFIXES = List.of("user.", "trusted.", "security.", "system.");

  private XattrNames() {}

  static BytePath full(byte[] name) {
    String text = new String(name, StandardCharsets.ISO_8859_1);
    if (PREFIXES.stream().anyMatch(text::startsWith)) {
      return BytePath.of(name);
    }
    return BytePath.of(("user." + text).getBytes(StandardCharsets.ISO_8859_1));
  }
}
