package quayside.gui.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.driver.NativeArchives.Packing;
import quayside.core.home.Home;
import quayside.core.model.ContainerRef;
import quayside.core.transfer.ExportRequest;
import quayside.gui.archives.ArchiveDesk;
import quayside.gui.fake.Gallery;
import quayside.gui.fx.Ui;

class ExportViewModelTest {
  private static final Ui AT_ONCE = new Ui(Runnable::run, Runnable::run);
  private static final ContainerRef WEB = new ContainerRef("harbor-a", "tank", "web-01");
  private static final ContainerRef MAIL = new ContainerRef("harbor-a", "tank", "mail");

  @TempDir private Path folder = Path.of("");
  private final Gallery gallery = new Gallery();

  private ExportViewModel model(ContainerRef... sources) {
    ArchiveDesk desk = ArchiveDesk.of(AT_ONCE, new Home(folder, folder), gallery.picker);
    return new ExportViewModel(AT_ONCE, gallery.transferDesk(desk), List.of(sources));
  }

  @Test
  void proposesANameAndMakesTheUsualFolder() {
    ExportViewModel model = model(WEB);
    model.check();
    assertEquals("web-01-20261121-1349.tar", model.name.get());
    assertTrue(Files.isDirectory(folder.resolve("archives")));
    assertTrue(model.plan().ready().get());
    model.start();
    assertTrue(model.plan().done().get());
    ExportRequest started = gallery.transfers.exported.getFirst();
    assertEquals(folder.resolve("archives/web-01-20261121-1349.tar"), started.file());
    assertTrue(started.consistent() && !started.replace());
    assertEquals(Optional.empty(), started.way());
  }

  @Test
  void aFileIsReplacedOnlyWhenToldSo() throws IOException {
    Files.createDirectories(folder.resolve("archives"));
    Files.writeString(folder.resolve("archives/mine.tar"), "precious");
    ExportViewModel model = model(WEB);
    model.name.set("mine.tar");
    model.check();
    assertTrue(model.taken());
    assertFalse(model.plan().ready().get());
    assertEquals("1 thing to settle first", model.plan().remark().get());
    model.replace.set(true);
    model.check();
    assertTrue(model.plan().ready().get());
  }

  @Test
  void whatWasChosenIsUsedAndTheFolderRemembered() throws IOException {
    Path other = Files.createDirectories(folder.resolve("other"));
    ExportViewModel model = model(WEB);
    gallery.picker.answers.add(Files.writeString(other.resolve("w.tar"), "old"));
    model.choose();
    assertEquals("w.tar", model.name.get());
    assertTrue(model.replace.get(), "the desktop's dialog has asked");
    model.consistent.set(false);
    model.packing.set(Packing.GZIP);
    model.way.set("node");
    model.check();
    model.start();
    ExportRequest started = gallery.transfers.exported.getFirst();
    assertEquals(other.resolve("w.tar"), started.file());
    assertEquals(Packing.GZIP, started.packing());
    assertEquals(Optional.of("node"), started.way());
    assertFalse(started.consistent());
    assertEquals(other.toString(), model(WEB).folder.get());
  }

  @Test
  void severalGoIntoOneFolderUnderProposedNames() {
    ExportViewModel model = model(WEB, MAIL);
    model.check();
    model.start();
    assertEquals(
        List.of("web-01-20261121-1349.tar", "mail-20261121-1349.tar"),
        gallery.transfers.exported.stream().map(r -> r.file().getFileName() + "").toList());
  }

  @Test
  void anEmptyNameIsNotAskedAbout() {
    ExportViewModel model = model(WEB);
    model.name.set(" ");
    model.check();
    assertFalse(model.plan().ready().get());
    assertEquals("This cannot be the name of a file", model.plan().remark().get());
  }
}
