package quayside.core.archive.osctl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import quayside.core.archive.Remark;
import quayside.core.archive.tar.TarEntry;
import quayside.core.archive.tar.TarEntry.Trait;
import quayside.core.archive.tar.TarHeader;

/** What is odd about the members of an export, without looking into streams. */
final class ExportOddities {
  private final List<Member> members;
  private final Optional<ExportMetadata> metadata;
  private final boolean whole;
  private final boolean ended;
  private final List<Remark> found = new ArrayList<>();

  /**
   * Looks at members.
   *
   * @param whole whether the end of the archive was reached; else what is missing was said already
   * @param ended whether the end is marked
   */
  ExportOddities(
      List<Member> members, Optional<ExportMetadata> metadata, boolean whole, boolean ended) {
    this.members = members;
    this.metadata = metadata;
    this.whole = whole;
    this.ended = ended;
  }

  List<Remark> list() {
    members.forEach(this::member);
    doubled();
    order();
    if (members.stream().noneMatch(m -> m.part() instanceof Part.Metadata)) {
      damage("metadata-missing", "There is no metadata.yml: this may be no export at all.");
    }
    if (whole && !has(part -> part instanceof Part.Config c && c.of().equals("container"))) {
      damage("config-missing", "There is no config/container.yml.");
    }
    metadata.ifPresent(this::metadata);
    return found;
  }

  private void member(Member member) {
    TarEntry entry = member.entry();
    String name = "“" + entry.name() + "”";
    if (member.unsafe()) {
      damage("name-unsafe", "A member is named " + name + ", which leads out of the archive.");
    } else if (!entry.file() && entry.type() != TarEntry.Type.FOLDER) {
      damage("member-link", "The member " + name + " is a link or a device; exports have none.");
    } else if (member.part() instanceof Part.Foreign) {
      odd("member-foreign", "The member " + name + " belongs to no export; it is not read.");
    } else if (entry.name().startsWith("./")) {
      refused(
          "name-dotted", "The member " + name + " would not be found: its name begins with ./.");
    }
    Set<Trait> traits = entry.traits();
    if (traits.contains(Trait.CUT_SIZE)) {
      refused(
          "size-cut",
          "The size of "
              + name
              + " lost its last digits because it is above 64 GiB (osctld's writer does that);"
              + " it was found again by what follows, but osctl's import does not find it.");
    } else if (entry.size() >= TarHeader.TOO_WIDE) {
      found.add(
          Remark.refused(
              "size-large",
              "The member "
                  + name
                  + " is above 64 GiB: osctl's import cannot read it. It can be pushed.",
              false));
    } else if (traits.contains(Trait.PAX)
        || traits.contains(Trait.GNU_NAME)
        || traits.contains(Trait.BINARY_SIZE)) {
      refused(
          "header-foreign",
          "The member " + name + " has a header of pax or GNU tar, which osctld does not read.");
    }
  }

  private void doubled() {
    Set<String> seen = new HashSet<>();
    Set<String> streams = new HashSet<>();
    Set<String> told = new TreeSet<>();
    for (Member member : members) {
      if (member.part() instanceof Part.Folder || member.part() instanceof Part.Foreign) {
        continue;
      }
      boolean twice = !seen.add(member.name());
      if (member.part() instanceof Part.Stream s) {
        twice = !streams.add(s.dataset() + (s.incremental() ? " incremental" : " base"));
      }
      if (twice) {
        told.add(member.name());
      }
    }
    for (String name : told) {
      found.add(
          new Remark(
              Remark.Severity.DAMAGE,
              "member-doubled",
              "“" + name + "” is there more than once; the first one counts here.",
              true));
    }
  }

  private void order() {
    int rank = 0;
    for (Member member : members) {
      if (member.part() instanceof Part.Foreign) {
        continue;
      }
      if (member.part().rank() < rank) {
        odd("order", "“" + member.name() + "” does not stand where osctld puts it.");
        return;
      }
      rank = member.part().rank();
    }
  }

  private void metadata(ExportMetadata meta) {
    if (meta.container().isEmpty()) {
      found.add(
          Remark.odd(
              "id-missing",
              "It is an image: it names no container, so an id must be said.",
              false));
    } else if (!meta.container().get().matches("[A-Za-z0-9_-]{1,100}")) {
      damage(
          "id-invalid", "It names a container that cannot be: “" + meta.container().get() + "”.");
    }
    meta.group()
        .filter(group -> !group.startsWith("/"))
        .ifPresent(group ->
            refused("group-unslashed", "The group “" + group + "” must begin with a slash."));
    switch (meta.type()) {
      case ExportMetadata.FULL -> full(meta);
      case ExportMetadata.SKEL ->
          found.add(
              Remark.refused(
                  "no-data",
                  "It describes a container without its data (type skel): nothing can be imported.",
                  false));
      default ->
          found.add(
              Remark.refused(
                  "type-unknown", "It is of an unknown type: “" + meta.type() + "”.", false));
    }
  }

  private void full(ExportMetadata meta) {
    if (meta.format().isEmpty()) {
      refused("format-missing", "metadata.yml does not say the format, as in early 2018.");
    }
    if (meta.datasets().isEmpty()) {
      refused("datasets-missing", "metadata.yml does not list the datasets, as in early 2018.");
    }
    switch (meta.format().orElse(ExportMetadata.ZFS)) {
      case ExportMetadata.ZFS -> streams(meta);
      case ExportMetadata.TAR -> {
        if (whole && !has(part -> part instanceof Part.Files)) {
          damage("files-missing", "There is no rootfs/base.tar.gz.");
        }
      }
      default ->
          damage("format-unknown", "It is of an unknown format: “" + meta.format().get() + "”.");
    }
  }

  private void streams(ExportMetadata meta) {
    List<String> listed = meta.datasets().orElse(List.of());
    for (String dataset : listed) {
      if (!Part.isDataset(dataset)) {
        damage("dataset-invalid", "It names a dataset that cannot be: “" + dataset + "”.");
      }
    }
    Set<String> based = datasets(false);
    Set<String> incremented = datasets(true);
    var expected = new ArrayList<>(List.of(Part.ROOT));
    expected.addAll(listed);
    if (whole) {
      for (String dataset : expected) {
        if (!based.contains(dataset)) {
          damage("stream-missing", "The stream of the dataset “" + dataset + "” is missing.");
        }
      }
      if (!incremented.isEmpty() && !incremented.containsAll(based)) {
        odd("increment-partial", "Only some datasets have a stream of the last moment.");
      }
      boolean last = has(part -> part instanceof Part.Snapshots);
      if (!last && ended) {
        odd("snapshots-missing", "snapshots.yml is missing: snapshots would be left by an import.");
      } else if (!last) {
        damage(
            "cut-short",
            "It is cut short: snapshots.yml, the last member, is missing, and so is the end.");
      }
    }
    for (String dataset : based) {
      if (!expected.contains(dataset) && meta.datasets().isPresent()) {
        refused(
            "dataset-unlisted",
            "The dataset “" + dataset + "” is not listed in metadata.yml: it would be left out.");
      }
    }
  }

  private Set<String> datasets(boolean incremental) {
    return members.stream()
        .map(Member::part)
        .filter(part -> part instanceof Part.Stream s && s.incremental() == incremental)
        .map(part -> ((Part.Stream) part).dataset())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean has(java.util.function.Predicate<Part> purpose) {
    return members.stream().map(Member::part).anyMatch(purpose);
  }

  private void damage(String code, String sentence) {
    found.add(Remark.damage(code, sentence));
  }

  private void refused(String code, String sentence) {
    found.add(Remark.refused(code, sentence, true));
  }

  private void odd(String code, String sentence) {
    found.add(Remark.odd(code, sentence, true));
  }
}
