package quayside.gui.archives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.archive.Difference;
import quayside.core.home.Home;
import quayside.core.problem.Problem;
import quayside.gui.fake.FakePicker;
import quayside.gui.fake.SampleArchives;
import quayside.gui.fx.Ui;

class ArchivesViewModelTest {
  private static final Ui AT_ONCE = new Ui(Runnable::run, Runnable::run);
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-11-22T00:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path folder = Path.of("");
  private Path shelf = Path.of("");
  private ArchivesViewModel model = model(AT_ONCE, Path.of(""));
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> verdicts = new ArrayList<>();

  private static ArchivesViewModel model(Ui ui, Path folder) {
    Home home = new Home(folder, folder);
    return new ArchivesViewModel(ui, ArchiveDesk.of(ui, home, new FakePicker()), NOW);
  }

  @BeforeEach
  void fill() throws IOException {
    shelf = SampleArchives.folder(folder.resolve("archives"));
    model = model(AT_ONCE, folder);
  }

  private ArchiveRow row(String name) {
    return model.shown().stream()
        .filter(r -> r.file().endsWith(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not shown"));
  }

  private String proof(String name) {
    return ArchiveRow.proof(row(name).known().get(), NOW);
  }

  private void verify(String... names) {
    List<ArchiveRow> rows = List.of(names).stream().map(this::row).toList();
    model.verify(
        rows, (file, v) -> verdicts.add(file.getFileName() + " " + v.whole()), problems::add);
  }

  @Test
  void eachFileIsShownForWhatItIs() {
    model.refresh();
    assertEquals(6, model.shown().size());
    var real = row("ct1-20261121-1349.tar").known().get();
    assertEquals("ct1", ArchiveRow.id(real));
    assertEquals("container export · full", ArchiveRow.type(real));
    assertEquals("2026-11-22 00:09", ArchiveRow.date(real, ZoneOffset.ofHours(1)));
    assertEquals("not yet; checksum beside it", proof("ct1-20261121-1349.tar"));
    assertEquals("ZFS stream · full", ArchiveRow.type(row("data-full.zfs").known().get()));
    assertEquals("no archive", ArchiveRow.type(row("notes.tar").known().get()));
    assertTrue(row("notes.tar").about().contains("neither a tar archive nor"));
    assertEquals("looks damaged", proof("cut.tar"));
    assertTrue(model.about().get().startsWith("6 archives · "), model.about().get());
    assertFalse(model.busy().get());
  }

  @Test
  void aFilterLooksAtEveryColumn() {
    model.refresh();
    model.filter().set("ct1 edit");
    assertEquals(List.of(row("ct1-edited.tar")), model.shown());
    assertEquals("1 of 6", model.count().get());
    model.filter().set("stream");
    assertEquals(List.of(row("data-full.zfs")), model.shown());
    model.filter().set("nothing like it");
    assertEquals("No archive matches.", model.empty().get());
  }

  @Test
  void aVerdictIsRememberedUntilTheFileIsAnother() throws IOException {
    model.refresh();
    verify("ct1-edited.tar", "ct1-broken.tar", "data-full.zfs");
    assertEquals(
        List.of("ct1-edited.tar true", "ct1-broken.tar false", "data-full.zfs true"), verdicts);
    assertEquals(List.of(), problems);
    assertEquals("verified 0 s ago", proof("ct1-edited.tar"));
    model = model(AT_ONCE, folder); // another start
    model.refresh();
    assertEquals("verified 0 s ago", proof("ct1-edited.tar"));
    assertEquals("damaged, seen 0 s ago", proof("ct1-broken.tar"));
    assertTrue(row("ct1-broken.tar").about().contains("The archive is damaged: "));
    Files.setLastModifiedTime(shelf.resolve("ct1-edited.tar"), FileTime.from(Instant.EPOCH));
    model.refresh();
    assertEquals("changed since it was verified", proof("ct1-edited.tar"));
    assertEquals(0, model.jobs().all().size());
    try (var left = Files.list(folder.resolve("tmp"))) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void configurationsAreCompared() {
    model.refresh();
    List<Difference> differences = new ArrayList<>();
    model.compare(
        shelf.resolve("ct1-20261121-1349.tar"),
        shelf.resolve("ct1-edited.tar"),
        differences::addAll,
        problems::add);
    assertEquals(1, differences.size(), differences::toString);
    assertTrue(differences.getFirst().where().endsWith("nofile.soft"), differences::toString);
    model.compare(
        shelf.resolve("ct1-edited.tar"), shelf.resolve("data-full.zfs"), _ -> {}, problems::add);
    assertEquals("kinds-differ", problems.getFirst().code());
  }

  @Test
  void foldersAreChosenAndRememberedAndOneThatIsNotThereIsNoTrouble() throws IOException {
    Path second = Files.createDirectories(folder.resolve("second"));
    SampleArchives.stream(second, "more.zfs");
    model.include(second);
    assertEquals(7, model.shown().size());
    model = model(AT_ONCE, folder);
    assertEquals(List.of(shelf, second), model.folders().get());
    model.choose(List.of(folder.resolve("not-made-yet")));
    assertEquals(0, model.shown().size());
    assertEquals("", model.trouble().get());
    model.choose(List.of(Files.writeString(folder.resolve("a-file"), "x")));
    assertFalse(model.trouble().get().isEmpty());
    model.choose(List.of());
    assertEquals(List.of(shelf), model.folders().get());
  }

  @Test
  void goneAndNewFilesAreSeenByTheNextLook() throws IOException {
    model.refresh();
    ArchiveRow kept = row("ct1-edited.tar");
    Files.delete(shelf.resolve("notes.tar"));
    SampleArchives.real(shelf, "new.tar");
    model.look();
    assertEquals(6, model.shown().size());
    assertEquals(kept, row("ct1-edited.tar"));
    assertEquals("ct1", ArchiveRow.id(row("new.tar").known().get()));
  }

  @Test
  void aJobThatIsCancelledSaysNothingAndTheNextOneRuns() {
    Deque<Runnable> later = new ArrayDeque<>();
    model = model(new Ui(Runnable::run, later::add), folder);
    model.refresh();
    while (!later.isEmpty()) {
      later.remove().run();
    }
    verify("ct1-edited.tar", "data-full.zfs");
    assertEquals(2, model.jobs().all().size());
    model.jobs().all().getFirst().cancel();
    while (!later.isEmpty()) {
      later.remove().run();
    }
    assertEquals(List.of("data-full.zfs true"), verdicts);
    assertEquals(List.of(), problems);
  }
}
