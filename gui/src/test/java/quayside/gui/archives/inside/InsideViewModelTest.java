package quayside.gui.archives.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.archive.zfs.BytePath;
import quayside.core.home.Home;
import quayside.core.problem.Problem;
import quayside.gui.archives.ArchiveDesk;
import quayside.gui.archives.Jobs;
import quayside.gui.fake.FakePicker;
import quayside.gui.fake.SampleArchives;
import quayside.gui.fx.Ui;

class InsideViewModelTest {
  private static final Ui AT_ONCE = new Ui(Runnable::run, Runnable::run);

  @TempDir private Path folder = Path.of("");
  private InsideViewModel model = model(Path.of(""), Path.of(""));
  private final List<Problem> problems = new ArrayList<>();

  private static InsideViewModel model(Path folder, Path file) {
    ArchiveDesk desk = ArchiveDesk.of(AT_ONCE, new Home(folder, folder), new FakePicker());
    return new InsideViewModel(AT_ONCE, desk, new Jobs(AT_ONCE), file);
  }

  @BeforeEach
  void open() throws IOException {
    model = model(folder, SampleArchives.real(folder, "ct1.tar"));
  }

  @AfterEach
  void close() throws IOException {
    model.close();
    try (var left = Files.list(Files.createDirectories(folder.resolve("tmp")))) {
      assertEquals(List.of(), left.toList(), "what was kept meanwhile is gone");
    }
    assertEquals(List.of(), problems);
  }

  private List<String> names() {
    return model.items().stream().map(Item::name).toList();
  }

  private Item item(String name) {
    return model.items().stream().filter(i -> i.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void tellsOfItselfWithoutReadingItsData() {
    model.inspect();
    var seen = model.inspection().get().orElseThrow();
    assertEquals("debian 13", seen.summary().get("distribution"));
    assertTrue(
        String.valueOf(seen.texts().get("config/container.yml")).contains("distribution: debian"));
    assertEquals(1, seen.streams().size());
    assertEquals(List.of(), names());
  }

  @Test
  void isWalkedLikeAFolder() {
    model.openFiles();
    assertTrue(names().contains("etc"), names()::toString);
    assertEquals(BytePath.ROOT, model.folder().get());
    model.go(item("etc").path());
    assertTrue(names().contains("hostname"), names()::toString);
    model.up();
    assertTrue(names().contains("etc"));
    assertTrue(model.items().getFirst().folder());
    assertEquals(2, model.states().size(), "the container and its one snapshot");
    model.state().set(model.states().getLast());
    assertTrue(names().contains("private"), names()::toString);
  }

  @Test
  void findsByNameAndGoesBack() {
    model.openFiles();
    model.search("HOSTNAM");
    assertTrue(
        model.items().stream().anyMatch(i -> i.path().equals(BytePath.of("etc/hostname"))),
        names()::toString);
    assertEquals(model.items().size() + " found", model.note().get());
    model.search("*.no-such-ending");
    assertEquals("Nothing of that name.", model.note().get());
    model.up();
    assertTrue(names().contains("etc"));
  }

  @Test
  void readsOneText() {
    model.openFiles();
    model.go(BytePath.of("etc"));
    List<String> texts = new ArrayList<>();
    model.text(item("hostname"), piece -> texts.add(piece.text().orElseThrow()), problems::add);
    assertEquals(1, texts.size());
    assertFalse(texts.getFirst().isBlank());
  }

  @Test
  void copiesOutAFileAndAFolderAndReplacesNothing() throws IOException {
    model.inspect();
    model.openFiles();
    model.go(BytePath.of("etc"));
    Path into = Files.createDirectories(folder.resolve("out"));
    List<Path> places = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      model.extract(
          List.of(item("hostname")), into, done -> places.add(done.place()), problems::add);
    }
    assertEquals(List.of(into.resolve("hostname"), into.resolve("hostname-2")), places);
    assertFalse(Files.readString(places.getFirst()).isBlank());
    model.extract(List.of(), into, done -> places.add(done.place()), problems::add);
    assertTrue(Files.exists(into.resolve("etc/hostname")));
    model.go(BytePath.ROOT);
    model.extract(List.of(), into, done -> places.add(done.place()), problems::add);
    assertTrue(Files.exists(into.resolve("ct1/etc/hostname")));
    try (var all = Files.list(into)) {
      assertEquals(4, all.count(), "and nothing half made");
    }
  }

  @Test
  void whatIsBrokenIsASentence() throws IOException {
    Path broken = folder.resolve("ct1.tar");
    byte[] bytes = Files.readAllBytes(broken);
    bytes[bytes.length / 2] ^= 1;
    Files.write(broken, bytes);
    model.openFiles();
    assertEquals(List.of(), names());
    assertFalse(model.busy().get());
    assertTrue(model.note().get().length() > 20, model.note().get());
  }

  @Test
  void textIsCutBetweenLettersAndZerosAreNoText() throws IOException {
    byte[] letters = "é".repeat(TextPiece.MOST).getBytes(StandardCharsets.UTF_8);
    byte[] shifted = new byte[letters.length + 1];
    shifted[0] = 'x';
    System.arraycopy(letters, 0, shifted, 1, letters.length);
    TextPiece cut = TextPiece.read(new ByteArrayInputStream(shifted));
    assertTrue(cut.cut());
    assertEquals(TextPiece.MOST / 2, cut.text().orElseThrow().length());
    assertTrue(TextPiece.read(new ByteArrayInputStream(new byte[9])).text().isEmpty());
    assertTrue(TextPiece.read(new ByteArrayInputStream(new byte[] {-1})).text().isEmpty());
  }
}
