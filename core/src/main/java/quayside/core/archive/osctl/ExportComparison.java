package quayside.core.archive.osctl;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import quayside.core.archive.Comparison;
import quayside.core.archive.Difference;
import quayside.core.archive.Sidecar;

/** In what the configurations and hooks of two exports differ, value by value. */
final class ExportComparison {
  private ExportComparison() {}

  static List<Difference> of(ExportArchive left, ExportArchive right) throws IOException {
    return values(left).with(values(right));
  }

  private static Comparison values(ExportArchive archive) throws IOException {
    var comparison = new Comparison();
    document(comparison, archive, "metadata.yml", "metadata");
    for (String name : List.of("user", "group", "container")) {
      document(comparison, archive, "config/" + name + ".yml", name);
    }
    for (Map.Entry<String, Member> hook : archive.hooks().entrySet()) {
      Member member = hook.getValue();
      boolean large = member.entry().size() > ExportScan.LONGEST_TEXT;
      String value =
          large
              ? member.entry().size() + " bytes"
              : HexFormat.of().formatHex(Sidecar.sha256().digest(archive.bytes(member)));
      comparison.value("hooks/" + hook.getKey(), value);
    }
    return comparison;
  }

  private static void document(
      Comparison comparison, ExportArchive archive, String member, String name) {
    archive.text(member).ifPresent(text -> comparison.document(name, text));
  }
}
