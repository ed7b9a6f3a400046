package quayside.gui.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.driver.NativeArchives.MissingDevices;
import quayside.core.home.Home;
import quayside.core.transfer.ImportRequest;
import quayside.gui.archives.ArchiveDesk;
import quayside.gui.fake.Gallery;
import quayside.gui.fx.Ui;

class ImportViewModelTest {
  private static final Ui AT_ONCE = new Ui(Runnable::run, Runnable::run);

  @TempDir private Path folder = Path.of("");
  private final Gallery gallery = new Gallery();

  private ImportViewModel model(String node, String... files) {
    ArchiveDesk desk = ArchiveDesk.of(AT_ONCE, new Home(folder, folder), gallery.picker);
    List<Path> paths = List.of(files).stream().map(folder::resolve).toList();
    return new ImportViewModel(AT_ONCE, gallery.transferDesk(desk), paths, node);
  }

  @Test
  void withoutANodeNothingIsAsked() {
    ImportViewModel model = model("", "ct1.tar");
    model.check();
    assertEquals("Choose where it shall go", model.plan().remark().get());
    assertEquals(List.of(), model.ways());
    model.node.set("harbor-b");
    assertEquals(List.of("push", "upload"), model.ways());
  }

  @Test
  void findingsAreSettledByAnIdAndByAFix() {
    ImportViewModel model = model("harbor-b", "ct1.tar");
    model.check();
    assertEquals("2 things to settle first", model.plan().remark().get());
    model.asId.set("ct2");
    model.check();
    model.fix(model.plan().found().getFirst());
    assertTrue(gallery.transfers.settled.contains("delete-staged"));
    assertTrue(model.plan().ready().get());
    model.asUser.set("owner");
    model.pool.set(" fast ");
    model.missing.set(MissingDevices.REMOVE);
    model.starting.set(true);
    model.check();
    model.start();
    assertTrue(model.plan().done().get());
    ImportRequest.Options started = gallery.transfers.imported.getFirst().options();
    assertEquals(Optional.of("ct2"), started.asId());
    assertEquals(Optional.of("owner"), started.asUser());
    assertEquals(Optional.empty(), started.asGroup());
    assertEquals(Optional.of("fast"), started.pool());
    assertEquals(MissingDevices.REMOVE, started.missing());
    assertTrue(started.start());
  }

  @Test
  void severalKeepTheirIdsAndThoseThatAreRefusedStay() {
    ImportViewModel model = model("harbor-b", "one.tar", "two.tar");
    model.asId.set("both");
    model.check();
    model.start();
    assertFalse(model.plan().done().get());
    assertEquals(2, model.plan().wishes().size());
    assertTrue(gallery.transfers.imported.isEmpty());
    assertEquals("It could not be started; nothing was changed", model.plan().remark().get());
  }

  @Test
  void theFolderTheyCameFromIsRemembered() {
    ImportViewModel model = model("harbor-b", "sub/ct1.tar");
    gallery.transfers.settled.add("delete-staged");
    model.asId.set("x");
    model.check();
    model.start();
    ArchiveDesk desk = ArchiveDesk.of(AT_ONCE, new Home(folder, folder), gallery.picker);
    assertEquals(folder.resolve("sub"), gallery.transferDesk(desk).importFolder());
  }
}
