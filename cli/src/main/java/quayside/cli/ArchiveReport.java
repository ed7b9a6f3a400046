package quayside.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import quayside.core.archive.Archives;
import quayside.core.archive.Census;
import quayside.core.archive.Difference;
import quayside.core.archive.Glance;
import quayside.core.archive.Inspection;
import quayside.core.archive.Remark;
import quayside.core.archive.StreamFacts;
import quayside.core.archive.Verdict;

/** What is told of whole archives. */
final class ArchiveReport {
  private final Shell shell;
  private final Console console;

  ArchiveReport(Shell shell) {
    this.shell = shell;
    this.console = shell.console();
  }

  int show(String name) throws IOException {
    try (LocalFile file = LocalFile.of(ArchiveFile.parse(name), shell)) {
      Inspection found = Archives.all().inspect(file.path());
      Glance glance = found.glance();
      console.object(object(found));
      found.summary().forEach((key, value) -> console.line("%13s:  %s".formatted(key, value)));
      console.line("%13s:  %s".formatted("size", Text.bytes(glance.size())));
      console.line("%13s:  %s".formatted("type", String.join(", ", glance.traits())));
      console.line("");
      for (Inspection.Member member : found.members()) {
        console.line("%12s  %s".formatted(member.folder() ? "" : member.size(), member.name()));
      }
      found.streams().forEach(this::stream);
      for (Map.Entry<String, String> text : found.texts().entrySet()) {
        console.line("");
        console.line(text.getKey());
        text.getValue().lines().forEach(line -> console.line("    " + line));
      }
      glance.remarks().forEach(this::remark);
    }
    return Main.DONE;
  }

  private static Map<String, Object> object(Inspection found) {
    Glance glance = found.glance();
    var object = new LinkedHashMap<String, Object>();
    object.put("type", "archive");
    object.put("kind", lower(glance.kind().name()));
    object.put("container", glance.id());
    object.put("exported", glance.exportedAt());
    object.put("size", glance.size());
    object.put("traits", glance.traits());
    object.put("summary", found.summary());
    object.put(
        "members",
        found.members().stream()
            .map(m -> Map.of("name", m.name(), "folder", m.folder(), "size", m.size()))
            .toList());
    object.put("texts", found.texts());
    return object;
  }

  private void stream(StreamFacts stream) {
    var object = new LinkedHashMap<String, Object>();
    object.put("type", "stream");
    object.put("member", stream.member());
    object.put("snapshot", stream.snapshot());
    object.put("guid", Long.toHexString(stream.guid()));
    if (!stream.full()) {
      object.put("fromGuid", Long.toHexString(stream.fromGuid()));
    }
    object.put("created", Views.time(stream.created()));
    object.put("gzip", stream.gzip());
    object.put("compressed", stream.compressed());
    object.put("encrypted", stream.encrypted());
    console.object(object);
    console.line(
        "%s%s%s%s, guid %s%s"
            .formatted(
                stream.member().isEmpty() ? "" : stream.member() + ": ",
                stream.full() ? "full stream of " : "increment to ",
                stream.snapshot(),
                stream.gzip() ? ", in gzip" : stream.compressed() ? ", compressed" : "",
                Long.toHexString(stream.guid()),
                stream.full() ? "" : " from " + Long.toHexString(stream.fromGuid())));
  }

  private void remark(Remark remark) {
    var object = new LinkedHashMap<String, Object>();
    object.put("type", "remark");
    object.put("severity", lower(remark.severity().name()));
    object.put("code", remark.code());
    object.put("message", remark.sentence());
    object.put("repairable", remark.repairable());
    console.object(object);
    console.note(
        "%-7s %s%s"
            .formatted(
                lower(remark.severity().name()),
                remark.sentence(),
                remark.repairable() ? "  (archive repair)" : ""));
  }

  int verify(Path file) throws IOException {
    Verdict verdict =
        Archives.all().verify(file, LocalFile.temporary(shell), ArchiveOptions.progress(console));
    console.status("");
    verdict.streams().forEach(this::stream);
    verdict.remarks().forEach(this::remark);
    Census.Counts counts = verdict.counts();
    console.object(object(verdict));
    console.line(
        "%,d records (%s) with right checksums; %,d files, %,d folders and %,d others; %s read."
            .formatted(
                counts.records(),
                Text.bytes(counts.bytes()),
                counts.files(),
                counts.folders(),
                counts.others(),
                Text.bytes(counts.contentBytes())));
    if (verdict.whole()) {
      console.line(verdict.sentence());
      return Main.DONE;
    }
    console.note(verdict.sentence());
    return Main.FAILED;
  }

  private static Map<String, Object> object(Verdict verdict) {
    var object = new LinkedHashMap<String, Object>();
    Census.Counts counts = verdict.counts();
    object.put("type", "verdict");
    object.put("whole", verdict.whole());
    object.put("importable", verdict.importable());
    object.put("checksum", verdict.checksum());
    object.put("records", counts.records());
    object.put("bytes", counts.bytes());
    object.put("files", counts.files());
    object.put("folders", counts.folders());
    object.put("others", counts.others());
    object.put("contentBytes", counts.contentBytes());
    object.put("message", verdict.sentence());
    return object;
  }

  int repair(String name, Path target) throws IOException {
    try (LocalFile file = LocalFile.of(ArchiveFile.parse(name), shell)) {
      List<Remark> repaired =
          Archives.all()
              .repair(
                  file.path(),
                  target,
                  LocalFile.temporary(shell),
                  ArchiveOptions.progress(console));
      console.status("");
      repaired.forEach(this::remark);
      console.object(
          Map.of("type", "repaired", "file", target.toString(), "remarks", repaired.size()));
      console.line(
          repaired.isEmpty()
              ? "There was nothing to repair; " + target + " is a checked copy."
              : target + " is whole and without the above.");
    }
    return Main.DONE;
  }

  int compare(Path left, Path right) throws IOException {
    List<Difference> differences = Archives.all().compare(left, right);
    for (Difference difference : differences) {
      var object = new LinkedHashMap<String, Object>();
      object.put("type", "difference");
      object.put("where", difference.where());
      object.put("left", difference.left());
      object.put("right", difference.right());
      console.object(object);
      console.line(
          "%s: %s → %s"
              .formatted(difference.where(), shown(difference.left()), shown(difference.right())));
    }
    if (differences.isEmpty()) {
      console.line("Their configurations are the same.");
    }
    return Main.DONE;
  }

  private static String shown(Optional<String> value) {
    return value.map(text -> text.isEmpty() ? "(empty)" : text).orElse("(missing)");
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
