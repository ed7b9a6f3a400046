package quayside.core.archive.osctl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import quayside.core.archive.ArchiveFiles;
import quayside.core.archive.ArchiveFormat;
import quayside.core.archive.ArchiveKind;
import quayside.core.archive.ArchiveProgress;
import quayside.core.archive.Difference;
import quayside.core.archive.Glance;
import quayside.core.archive.Inspection;
import quayside.core.archive.Remark;
import quayside.core.archive.Verdict;
import quayside.core.archive.tar.TarReader;

/** Exports of osctl as archives. */
public final class ExportFormat implements ArchiveFormat {

  @Override
  public ArchiveKind kind() {
    return ArchiveKind.OSCTL_EXPORT;
  }

  @Override
  public boolean recognises(byte[] head) {
    return TarReader.isTar(head);
  }

  @Override
  public Glance glance(Path file) throws IOException {
    return glance(ExportArchive.read(file));
  }

  @Override
  public Inspection inspect(Path file) throws IOException {
    ExportArchive archive = ExportArchive.read(file);
    var texts = new LinkedHashMap<String, String>();
    archive.textNames().forEach(name -> texts.put(name, archive.text(name).orElse("")));
    List<Inspection.Member> members =
        archive.members().stream()
            .map(m ->
                new Inspection.Member(
                    m.entry().name(), m.part() instanceof Part.Folder, m.entry().size()))
            .toList();
    return new Inspection(
        glance(archive),
        members,
        texts,
        new ExportSummary(archive).lines(),
        new ExportHeads(archive).all());
  }

  private static Glance glance(ExportArchive archive) throws IOException {
    Instant modified = Files.getLastModifiedTime(archive.file()).toInstant();
    return new Glance(
        archive.file(),
        ArchiveKind.OSCTL_EXPORT,
        archive.size(),
        modified,
        archive.metadata().flatMap(ExportMetadata::container),
        archive
            .metadata()
            .filter(m -> m.exportedAt().isPresent())
            .map(m -> instant(m.exportedAt().getAsLong())),
        traits(archive),
        archive.remarks());
  }

  private static Instant instant(long seconds) {
    return Instant.ofEpochSecond(Math.clamp(seconds, 0, 253_402_300_799L)); // the year 9999
  }

  private static List<String> traits(ExportArchive archive) {
    var traits = new ArrayList<String>();
    archive.metadata().ifPresent(meta -> traits.add(meta.type()));
    if (archive.find(part -> part instanceof Part.Files).isPresent()) {
      traits.add(ExportMetadata.TAR);
    }
    if (archive.find(part -> part instanceof Part.Stream s && s.incremental()).isPresent()) {
      traits.add("consistent");
    }
    if (archive.find(part -> part instanceof Part.Stream s && s.gzip()).isPresent()) {
      traits.add("gzip");
    }
    return traits;
  }

  @Override
  public ArchiveFiles files(Path file, Path temporary, ArchiveProgress progress)
      throws IOException {
    return ExportFiles.open(ExportArchive.read(file), temporary, progress);
  }

  @Override
  public Verdict verify(Path file, Path temporary, ArchiveProgress progress) throws IOException {
    ExportArchive archive = ExportArchive.read(file);
    return new ExportVerifier(archive, temporary, progress).run(new ExportHeads(archive).all());
  }

  @Override
  public List<Remark> repair(Path file, Path target, Path temporary, ArchiveProgress progress)
      throws IOException {
    return new ExportRepair(file, temporary, progress).into(target);
  }

  @Override
  public List<Difference> compare(Path left, Path right) throws IOException {
    return ExportComparison.of(ExportArchive.read(left), ExportArchive.read(right));
  }
}
