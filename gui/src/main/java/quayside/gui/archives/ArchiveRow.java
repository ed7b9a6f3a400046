package quayside.gui.archives;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import quayside.core.archive.ArchiveKind;
import quayside.core.archive.Glance;
import quayside.gui.fx.Figures;
import quayside.gui.fx.Texts;

/** An archive of the table; the row stays while what is known of it changes. */
public final class ArchiveRow {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private final ReadOnlyObjectWrapper<Known> known;

  /**
   * All that is known of it now.
   *
   * @param proof whether it is whole
   */
  record Known(Entry entry, Proof proof) {}

  ArchiveRow(Known known) {
    this.known = new ReadOnlyObjectWrapper<>(known);
  }

  ReadOnlyObjectProperty<Known> known() {
    return known.getReadOnlyProperty();
  }

  void show(Known now) {
    if (!now.equals(known.get())) {
      known.set(now);
    }
  }

  /** Where it is. */
  public Path file() {
    return known.get().entry().file();
  }

  Entry entry() {
    return known.get().entry();
  }

  /** The container's id; a dash where it has none, or none can be read. */
  static String id(Known known) {
    return switch (known.entry().look()) {
      case Entry.Look.Seen seen -> seen.glance().id().orElse("–");
      case Entry.Look.Pending _ -> "…";
      case Entry.Look.Unreadable _ -> "–";
    };
  }

  static String name(Known known) {
    return known.entry().file().getFileName() + "";
  }

  /** When it was made, or else written. */
  static Instant made(Known known) {
    return switch (known.entry().look()) {
      case Entry.Look.Seen seen -> seen.glance().exportedAt().orElse(known.entry().modified());
      case Entry.Look.Pending _, Entry.Look.Unreadable _ -> known.entry().modified();
    };
  }

  static String date(Known known, ZoneId zone) {
    return DATE.format(made(known).atZone(zone));
  }

  /** What it is, in words. */
  static String type(Known known) {
    return switch (known.entry().look()) {
      case Entry.Look.Seen seen -> type(seen.glance());
      case Entry.Look.Pending _ -> Texts.get("archives.pending");
      case Entry.Look.Unreadable _ -> Texts.get("archives.unreadable");
    };
  }

  private static String type(Glance glance) {
    String kind = kind(glance.kind());
    return glance.traits().isEmpty() ? kind : kind + " · " + String.join(", ", glance.traits());
  }

  /** The name of a kind. */
  public static String kind(ArchiveKind kind) {
    return Texts.get(
        switch (kind) {
          case OSCTL_EXPORT -> "archives.kind.export";
          case INSTANCE_BACKUP -> "archives.kind.backup";
          case ZFS_STREAM -> "archives.kind.stream";
        });
  }

  /** Whether it is whole, in words. */
  static String proof(Known known, Clock clock) {
    if (!readable(known)) {
      return known.entry().look() instanceof Entry.Look.Pending
          ? ""
          : Texts.get("proof.unreadable");
    }
    return switch (known.proof()) {
      case Proof.Checked checked ->
          Texts.get(
              checked.whole() ? "proof.whole" : "proof.damaged",
              Figures.ago(checked.when(), clock.instant()));
      case Proof.Outdated _ -> Texts.get("proof.outdated");
      case Proof.Summed _ -> Texts.get("proof.summed");
      case Proof.None _ -> Texts.get(damaged(known) ? "proof.looks" : "proof.none");
    };
  }

  /** Its colour, which is never the only sign. */
  static String style(Known known) {
    if (!readable(known)) {
      return known.entry().look() instanceof Entry.Look.Pending ? "off" : "bad";
    }
    return switch (known.proof()) {
      case Proof.Checked checked -> checked.whole() ? "good" : "bad";
      case Proof.Outdated _ -> "busy";
      case Proof.Summed _ -> "cold";
      case Proof.None _ -> damaged(known) ? "bad" : "off";
    };
  }

  static boolean readable(Known known) {
    return known.entry().look() instanceof Entry.Look.Seen;
  }

  private static boolean damaged(Known known) {
    return known.entry().look() instanceof Entry.Look.Seen seen && seen.glance().damaged();
  }

  /** Whether it can be opened and checked. */
  boolean readable() {
    return readable(known.get());
  }

  /** One line about it: where it is, and what is odd or was found. */
  String about() {
    Known now = known.get();
    String where = now.entry().file().toString();
    String more =
        switch (now.entry().look()) {
          case Entry.Look.Unreadable no -> no.why();
          case Entry.Look.Pending _ -> "";
          case Entry.Look.Seen seen ->
              now.proof() instanceof Proof.Checked checked
                  ? checked.sentence()
                  : String.join(
                      " ", seen.glance().remarks().stream().map(r -> r.sentence()).toList());
        };
    return more.isEmpty() ? where : where + "\n" + more;
  }

  /** Whether every word of a filter is found in it. */
  boolean matches(String filter) {
    Known now = known.get();
    String all =
        String.join(" ", id(now), name(now), type(now), now.entry().file().toString())
            .toLowerCase(Locale.ROOT);
    for (String word : filter.toLowerCase(Locale.ROOT).strip().split("\\s+", -1)) {
      if (!all.contains(word)) {
        return false;
      }
    }
    return true;
  }
}
