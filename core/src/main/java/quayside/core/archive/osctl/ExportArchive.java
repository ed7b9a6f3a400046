package quayside.core.archive.osctl;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import quayside.core.archive.Remark;
import quayside.core.archive.tar.Bounded;
import quayside.core.archive.tar.TarReader;

/**
 * An export whose members are known: where each lies, what it is for, and what is odd about it.
 * Reading it costs one look at each header; streams are not read. Nothing of it is kept open.
 */
public final class ExportArchive {
  private final Path file;
  private final long size;
  private final List<Member> members;
  private final Map<String, String> texts;
  private final List<Remark> remarks;
  private final TarReader.Ending ending;
  private final Optional<ExportMetadata> metadata;
  private final List<String> snapshots;

  ExportArchive(
      Path file,
      long size,
      List<Member> members,
      Map<String, String> texts,
      TarReader.Ending ending,
      Optional<ExportMetadata> metadata,
      List<String> snapshots,
      List<Remark> remarks) {
    this.file = file;
    this.size = size;
    this.members = List.copyOf(members);
    this.texts = Map.copyOf(texts);
    this.ending = ending;
    this.metadata = metadata;
    this.snapshots = List.copyOf(snapshots);
    this.remarks = List.copyOf(remarks);
  }

  /**
   * Goes through the headers of an archive.
   *
   * @throws IOException if the file cannot be read or is no tar archive at all; what is merely
   *     damaged or odd is among the remarks
   */
  public static ExportArchive read(Path file) throws IOException {
    return new ExportScan(file).run();
  }

  public Path file() {
    return file;
  }

  /** Bytes of the whole file. */
  public long size() {
    return size;
  }

  /** In the order of the archive. */
  public List<Member> members() {
    return members;
  }

  TarReader.Ending ending() {
    return ending;
  }

  /** What {@code metadata.yml} says; empty if it is missing or cannot be read. */
  public Optional<ExportMetadata> metadata() {
    return metadata;
  }

  /** Names of the snapshots that were taken for it, newest first. */
  public List<String> snapshots() {
    return snapshots;
  }

  public List<Remark> remarks() {
    return remarks;
  }

  /** The text of a small member that belongs to an export, by its name. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(texts.get(name));
  }

  /** The first member for a purpose. */
  Optional<Member> find(Predicate<Part> purpose) {
    return members.stream().filter(m -> purpose.test(m.part())).findFirst();
  }

  /** The first stream for a dataset. */
  public Optional<Member> stream(String dataset, boolean incremental) {
    return find(part ->
        part instanceof Part.Stream s
            && s.dataset().equals(dataset)
            && s.incremental() == incremental);
  }

  /** Every dataset that the metadata or a stream names, the root first. */
  public List<String> datasets() {
    Set<String> names = new LinkedHashSet<>();
    names.add(Part.ROOT);
    metadata.flatMap(ExportMetadata::datasets).ifPresent(names::addAll);
    members.stream()
        .map(Member::part)
        .flatMap(part -> part instanceof Part.Stream s ? Stream.of(s.dataset()) : Stream.of())
        .forEach(names::add);
    return List.copyOf(names);
  }

  /** Whether there are ZFS streams in it. */
  public boolean hasStreams() {
    return members.stream().anyMatch(m -> m.part() instanceof Part.Stream);
  }

  /** The hooks by name. */
  public Map<String, Member> hooks() {
    var hooks = new LinkedHashMap<String, Member>();
    for (Member member : members) {
      if (member.part() instanceof Part.Hook hook) {
        hooks.putIfAbsent(hook.name(), member);
      }
    }
    return hooks;
  }

  /** Names of the users' texts that are there, in the order in which osctld writes them. */
  List<String> textNames() {
    var names = new ArrayList<String>();
    for (Member member : members) {
      if (texts.containsKey(member.name()) && !names.contains(member.name())) {
        names.add(member.name());
      }
    }
    return names;
  }

  /** What a member holds, as it lies in the archive; the caller closes it. */
  public InputStream open(Member member) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    channel.position(member.entry().offset());
    return new Bounded(Channels.newInputStream(channel), member.entry().size());
  }

  /** The bytes of a small member. */
  static byte[] bytes(FileChannel from, Member member) throws IOException {
    var content = ByteBuffer.allocate((int) member.entry().size());
    while (content.hasRemaining()) {
      if (from.read(content, member.entry().offset() + content.position()) < 0) {
        throw new EOFException("The archive became shorter while it was being read.");
      }
    }
    return content.array();
  }

  /** The bytes of a small member of this archive. */
  public byte[] bytes(Member member) throws IOException {
    try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
      return bytes(from, member);
    }
  }

  static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
