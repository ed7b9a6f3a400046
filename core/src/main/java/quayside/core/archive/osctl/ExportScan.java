package quayside.core.archive.osctl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import quayside.core.archive.Remark;
import quayside.core.archive.tar.TarEntry;
import quayside.core.archive.tar.TarException;
import quayside.core.archive.tar.TarReader;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import quayside.core.yaml.LooseYaml;

/** One pass over the headers of an export, and its small members. */
final class ExportScan {
  /** More than any export has: a dataset has two members, a hook one. */
  private static final int MOST_MEMBERS = 10_000;

  /** Bytes of a text; configurations are a few KiB. */
  static final int LONGEST_TEXT = 1 << 20;

  private static final int MOST_AFTER_END = 1 << 20;

  private final Path path;
  private final List<Member> members = new ArrayList<>();
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final List<Remark> remarks = new ArrayList<>();
  private Optional<ExportMetadata> metadata = Optional.empty();
  private List<String> snapshots = List.of();

  ExportScan(Path path) {
    this.path = path;
  }

  ExportArchive run() throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      TarReader tar = TarReader.of(file);
      boolean whole = walk(tar, file);
      for (Member member : members) {
        text(file, member);
      }
      remarks.addAll(
          new ExportOddities(members, metadata, whole, tar.ending() == TarReader.Ending.PROPER)
              .list());
      return new ExportArchive(
          path, file.size(), members, texts, tar.ending(), metadata, snapshots, remarks);
    }
  }

  /** Whether the end was reached. */
  private boolean walk(TarReader tar, FileChannel file) throws IOException {
    try {
      for (Optional<TarEntry> e = tar.next(); e.isPresent(); e = tar.next()) {
        if (members.size() == MOST_MEMBERS) {
          remarks.add(
              Remark.damage(
                  "not-an-export",
                  "It has more than " + MOST_MEMBERS + " members: no export has."));
          return false;
        }
        members.add(Member.of(e.get()));
      }
    } catch (TarException e) {
      if (members.isEmpty()) {
        throw e;
      }
      stopped(e, file.size());
      return false;
    }
    if (tar.ending() != TarReader.Ending.PROPER) {
      remarks.add(
          Remark.odd(
              "no-end",
              "The mark of the end is missing: older programs left it out, but what stood behind"
                  + " the last member would be missing unnoticed.",
              true));
    }
    afterEnd(tar, file);
    return true;
  }

  private void stopped(TarException failure, long size) {
    Member last = members.getLast();
    long missing = last.entry().offset() + last.entry().size() - size;
    if (failure.cut() && missing > 0) {
      remarks.add(
          Remark.damage(
              "cut-short",
              "It is cut short: of “"
                  + last.name()
                  + "” the last "
                  + missing
                  + " bytes are missing, and all that followed it."));
    } else if (failure.cut()) {
      remarks.add(
          Remark.damage(
              "cut-short",
              "It is cut short behind “" + last.name() + "”: what followed is missing."));
    } else {
      remarks.add(
          Remark.damage(
              "tar-damaged",
              "The tar archive is damaged at byte "
                  + failure.offset()
                  + ", behind “"
                  + last.name()
                  + "”: what follows cannot be found."));
    }
  }

  private void afterEnd(TarReader tar, FileChannel file) throws IOException {
    long rest = file.size() - tar.position();
    if (rest <= 0) {
      return;
    }
    ByteBuffer block = ByteBuffer.allocate((int) Math.min(rest, MOST_AFTER_END));
    int got = file.read(block, tar.position());
    boolean zero = got == rest;
    for (int i = 0; i < got && zero; i++) {
      zero = block.get(i) == 0;
    }
    if (!zero) {
      remarks.add(
          Remark.odd(
              "after-end",
              rest + " bytes follow the end of the archive; they are not read.",
              true));
    }
  }

  private void text(FileChannel file, Member member) throws IOException {
    boolean wanted =
        switch (member.part()) {
          case Part.Metadata _, Part.Config _, Part.Snapshots _ -> true;
          case Part.Hook _, Part.Folder _, Part.Stream _, Part.Files _, Part.Foreign _ -> false;
        };
    TarEntry entry = member.entry();
    if (!wanted || texts.containsKey(member.name())) {
      return;
    }
    if (entry.offset() + entry.size() > file.size()) {
      return; // said already
    }
    if (entry.size() > LONGEST_TEXT) {
      remarks.add(
          Remark.damage(
              "text-too-long",
              "“" + member.name() + "” is of " + entry.size() + " bytes: no configuration is."));
      return;
    }
    String text = ExportArchive.utf8(ExportArchive.bytes(file, member));
    texts.put(member.name(), text);
    JsonValue yaml = yaml(member, text);
    if (yaml == null) {
      return;
    }
    try {
      understand(member.part(), yaml);
    } catch (JsonException e) {
      unreadable(member, e);
    }
  }

  private void understand(Part part, JsonValue yaml) throws JsonException {
    switch (part) {
      case Part.Metadata _ -> metadata = Optional.of(ExportMetadata.of(yaml));
      case Part.Config _ -> {
        var _ = yaml.entries(); // anything but a map is no configuration
      }
      case Part.Snapshots _ -> {
        var names = new ArrayList<String>();
        for (JsonValue name : yaml.list()) {
          names.add(name.text());
        }
        snapshots = names;
      }
      case Part.Hook _, Part.Folder _, Part.Stream _, Part.Files _, Part.Foreign _ -> {}
    }
  }

  private @Nullable JsonValue yaml(Member member, String text) {
    try {
      LooseYaml.Reading reading = LooseYaml.read(text);
      if (reading.aliases() || reading.tags()) {
        remarks.add(
            Remark.refused(
                reading.aliases() ? "yaml-alias" : "yaml-tag",
                "“"
                    + member.name()
                    + "” uses "
                    + (reading.aliases() ? "aliases" : "tags")
                    + " of YAML, which osctld refuses to read.",
                true));
      }
      return reading.value();
    } catch (JsonException e) {
      unreadable(member, e);
      return null;
    }
  }

  private void unreadable(Member member, JsonException failure) {
    remarks.add(
        Remark.damage(
            "text-unreadable", "“" + member.name() + "” is " + failure.getMessage() + "."));
  }
}
