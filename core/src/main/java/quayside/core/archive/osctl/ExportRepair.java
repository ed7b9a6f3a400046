package quayside.core.archive.osctl;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import quayside.core.archive.ArchiveException;
import quayside.core.archive.ArchiveProgress;
import quayside.core.archive.PartFile;
import quayside.core.archive.Remark;
import quayside.core.archive.Sidecar;
import quayside.core.archive.Verdict;
import quayside.core.json.JsonException;
import quayside.core.yaml.LooseYaml;
import quayside.core.yaml.Yaml;

/**
 * Writes a copy of an export as osctld would have written it: in its order, with plain headers, and
 * with what older programs left out. What is not there cannot be made up: of a cut archive the last
 * moment may be given up, the base never.
 */
final class ExportRepair {
  private static final List<String> CONFIGS = List.of("user", "group", "container");

  private final Path file;
  private final Path temporary;
  private final ArchiveProgress progress;
  private final List<Remark> repaired = new ArrayList<>();
  private long copied;

  ExportRepair(Path file, Path temporary, ArchiveProgress progress) {
    this.file = file;
    this.temporary = temporary;
    this.progress = progress;
  }

  /** Writes the copy, checks it, and only then gives it its name. */
  List<Remark> into(Path target) throws IOException {
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    ExportArchive archive = ExportArchive.read(file);
    List<Part.Stream> kept = kept(archive);
    PartFile part = PartFile.begin(target);
    boolean done = false;
    try (part) {
      write(archive, kept, part.channel());
      part.channel().force(true);
      Verdict verdict =
          new ExportVerifier(ExportArchive.read(part.part()), temporary, progress).run(List.of());
      if (!verdict.whole()) {
        throw hopeless(verdict.remarks().getFirst());
      }
      part.finish(false);
      done = true;
    } finally {
      if (!done) {
        Files.deleteIfExists(part.part());
      }
    }
    Sidecar.write(target, Sidecar.hash(target, n -> progress.at("hashing", n, copied)));
    return repaired;
  }

  private ArchiveException hopeless(Remark remark) {
    return new ArchiveException(
        "not-repairable",
        "Cannot be repaired",
        file + " cannot be repaired: " + remark.sentence() + " Nothing was written.",
        "Export the container again, if it still exists.");
  }

  /** The streams that go into the copy, bases first. */
  private List<Part.Stream> kept(ExportArchive archive) throws IOException {
    for (Remark remark : archive.remarks()) {
      boolean cut = remark.code().equals("cut-short") || remark.code().equals("tar-damaged");
      if (remark.severity() == Remark.Severity.DAMAGE && !remark.repairable() && !cut) {
        throw hopeless(remark);
      }
      if (remark.repairable() || cut) {
        repaired.add(remark);
      }
    }
    Optional<ExportMetadata> meta = archive.metadata();
    if (meta.isEmpty() || archive.text("config/container.yml").isEmpty()) {
      throw hopeless(Remark.damage("cut-short", "It does not even hold its configuration."));
    }
    var kept = new ArrayList<Part.Stream>();
    if (archive.hasStreams() || !ExportMetadata.TAR.equals(meta.get().format().orElse(""))) {
      for (boolean incremental : new boolean[] {false, true}) {
        kept.addAll(streams(archive, incremental));
      }
    }
    return kept;
  }

  private List<Part.Stream> streams(ExportArchive archive, boolean incremental)
      throws ArchiveException {
    var found = new ArrayList<Part.Stream>();
    boolean any = false;
    boolean all = true;
    for (String dataset : archive.datasets()) {
      Optional<Member> member = archive.stream(dataset, incremental);
      any |= member.isPresent();
      boolean there =
          member.isPresent()
              && member.get().entry().offset() + member.get().entry().size() <= archive.size();
      if (there && member.get().part() instanceof Part.Stream stream) {
        found.add(stream);
      } else if (!incremental) {
        throw hopeless(
            Remark.damage(
                "stream-missing", "The stream of the dataset “" + dataset + "” is not all there."));
      }
      all &= there;
    }
    if (incremental && any && !all) {
      repaired.add(
          Remark.odd(
              "increment-dropped",
              "The streams of the last moment are not all there and were left out: the copy is as"
                  + " if the container had lost power before it was stopped.",
              true));
      return List.of();
    }
    return found;
  }

  private void write(ExportArchive archive, List<Part.Stream> kept, FileChannel to)
      throws IOException {
    var writer = new ExportWriter(to);
    ExportMetadata meta = metadata(archive);
    writer.text("metadata.yml", text(archive, "metadata.yml", Optional.of(meta)));
    writer.folder("config");
    for (String config : CONFIGS) {
      String name = "config/" + config + ".yml";
      if (archive.text(name).isPresent()) {
        writer.text(name, text(archive, name, Optional.of(meta)));
      }
    }
    hooks(archive, writer);
    if (archive.find(part -> part instanceof Part.Files).isPresent()) {
      writer.folder("rootfs");
    } else {
      writer.rootfs(below(archive));
    }
    try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
      for (Part.Stream stream : kept) {
        Member member = archive.stream(stream.dataset(), stream.incremental()).orElseThrow();
        copy(from, member, writer.member(stream.name()), to);
      }
      Optional<Member> files = archive.find(part -> part instanceof Part.Files);
      if (files.isPresent()) {
        copy(from, files.get(), writer.member(files.get().name()), to);
      }
    }
    if (!kept.isEmpty()) {
      writer.text("snapshots.yml", snapshots(archive, kept));
    }
    writer.finish();
  }

  private static List<String> below(ExportArchive archive) {
    return archive.datasets().stream().filter(name -> !name.equals(Part.ROOT)).toList();
  }

  private static ExportMetadata metadata(ExportArchive archive) {
    ExportMetadata meta = archive.metadata().orElseThrow();
    boolean files = archive.find(part -> part instanceof Part.Files).isPresent();
    return new ExportMetadata(
        meta.type(),
        Optional.of(meta.format().orElse(files ? ExportMetadata.TAR : ExportMetadata.ZFS)),
        meta.user(),
        meta.group().map(group -> group.startsWith("/") ? group : "/" + group),
        meta.container(),
        Optional.of(below(archive)),
        meta.exportedAt());
  }

  /** A text as it is, or written anew where something in it must change. */
  private static byte[] text(ExportArchive archive, String name, Optional<ExportMetadata> meta)
      throws IOException {
    String text = archive.text(name).orElse("");
    if (name.equals("metadata.yml")) {
      boolean same = archive.metadata().equals(meta) && !loose(text);
      return (same ? text : meta.orElseThrow().yaml()).getBytes(StandardCharsets.UTF_8);
    }
    Object value = value(text);
    Optional<String> group = meta.flatMap(ExportMetadata::group);
    boolean renamed = false;
    if (name.equals("config/container.yml") && value instanceof Map<?, ?> map) {
      Object held = map.get("group");
      if (held instanceof String said && !said.startsWith("/") && group.isPresent()) {
        var changed = new LinkedHashMap<Object, @Nullable Object>(map);
        changed.put("group", "/" + said);
        value = changed;
        renamed = true;
      }
    }
    String written = renamed || loose(text) ? Yaml.print(value) : text;
    return written.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean loose(String text) throws IOException {
    try {
      LooseYaml.Reading reading = LooseYaml.read(text);
      return reading.aliases() || reading.tags();
    } catch (JsonException e) {
      throw new IOException("A configuration in the archive is " + e.getMessage() + ".", e);
    }
  }

  private static @Nullable Object value(String text) throws IOException {
    try {
      return LooseYaml.read(text).value().raw();
    } catch (JsonException e) {
      throw new IOException("A configuration in the archive is " + e.getMessage() + ".", e);
    }
  }

  private static void hooks(ExportArchive archive, ExportWriter writer) throws IOException {
    if (archive.hooks().isEmpty()) {
      return;
    }
    writer.folder("hooks");
    var folders = new TreeSet<String>();
    for (Map.Entry<String, Member> hook : archive.hooks().entrySet()) {
      int slash = hook.getKey().indexOf('/');
      if (slash > 0 && folders.add(hook.getKey().substring(0, slash))) {
        writer.folder("hooks/" + hook.getKey().substring(0, slash));
      }
      Member member = hook.getValue();
      if (member.entry().size() > ExportScan.LONGEST_TEXT) {
        throw new IOException("The hook “" + hook.getKey() + "” is larger than any script.");
      }
      writer.small(member.name(), member.entry().inode().mode(), archive.bytes(member));
    }
  }

  private void copy(FileChannel from, Member member, ExportWriter.Member out, FileChannel to)
      throws IOException {
    try (out) {
      long at = member.entry().offset();
      long end = at + member.entry().size();
      while (at < end) {
        long n = from.transferTo(at, Math.min(end - at, 8 << 20), to);
        if (n <= 0) {
          throw new IOException("The archive became shorter while it was being read.");
        }
        out.wrote(n);
        at += n;
        copied += n;
        progress.at("copying", copied, 0);
      }
    }
  }

  /** As they were; those that the streams tell where they are missing or others. */
  private byte[] snapshots(ExportArchive archive, List<Part.Stream> kept) throws IOException {
    List<String> listed = archive.snapshots();
    List<String> told = new ExportHeads(archive).snapshots(kept);
    String held = archive.text("snapshots.yml").orElse("");
    boolean good = !held.isEmpty() && !loose(held) && listed.containsAll(told);
    boolean dropped = listed.size() > told.size();
    return (good && !dropped ? held : PsychText.list(told)).getBytes(StandardCharsets.UTF_8);
  }
}
