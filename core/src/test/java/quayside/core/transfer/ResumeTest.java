package quayside.core.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.archive.ArchiveProgress;
import quayside.core.archive.Archives;
import quayside.core.archive.PartFile;
import quayside.core.driver.NativeArchives.Packing;
import quayside.core.operation.OperationAction;
import quayside.core.operation.OperationEvent;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;
import quayside.core.operation.Operations;
import quayside.core.operation.OperationsLab;
import quayside.core.transfer.osctl.NodeExport;
import quayside.core.transfer.osctl.UploadImport;

/** What was carried before the line broke is not carried again, if it is the same. */
@Timeout(180)
final class ResumeTest {
  @TempDir Path folder;
  private TransferLab lab;

  @BeforeEach
  void start() throws IOException {
    lab = new TransferLab(folder).running();
  }

  @AfterEach
  void close() throws IOException {
    lab.close();
  }

  private ExportRequest request() {
    return new ExportRequest(
        TransferLab.WEB, lab.file("web.tar"), false, false, Packing.OFF, Optional.of("node"));
  }

  @Test
  void aFetchAndAnUploadGoOnWhereTheyWere() throws Exception {
    var before = new AtomicLong();
    try (Operations operations =
        lab.open(
            OperationsLab.SHORT,
            event -> {
              if (event instanceof OperationEvent.StepStarted s && s.step().equals("fetch")) {
                before.set(lab.wireToA.back());
                lab.wireToA.cutAfter(3_000_000);
              } else if (event instanceof OperationEvent.StepDone d && d.step().equals("fetch")) {
                before.set(lab.wireToA.back() - before.get());
              }
            })) {
      OperationView view = operations.await(operations.submit(new NodeExport().order(request())));
      assertEquals(Status.SUCCEEDED, view.status(), () -> said(view));
    }
    long size = Files.size(lab.file("web.tar"));
    assertTrue(size > 3_500_000, "large enough to be cut: " + size);
    assertTrue(before.get() < size * 3 / 2, before + " bytes for " + size);
    upload(size);
  }

  private void upload(long size) throws Exception {
    var sent = new AtomicLong();
    var request =
        new ImportRequest(
            lab.file("web.tar"), "b", ImportRequest.Options.DEFAULT.withWay("upload"));
    try (Operations operations =
            lab.open(
                OperationsLab.SHORT,
                event -> {
                  if (event instanceof OperationEvent.StepStarted s && s.step().equals("upload")) {
                    sent.set(lab.wireToB.bytes());
                    lab.wireToB.cutAfterSending(3_000_000);
                  } else if (event instanceof OperationEvent.StepDone d
                      && d.step().equals("upload")) {
                    sent.set(lab.wireToB.bytes() - sent.get());
                  }
                });
        var driver =
            TransferLab.drivers(lab.folder).open(TransferLab.at(lab.b, lab.wireToB.port()))) {
      OperationView view =
          operations.await(operations.submit(new UploadImport().order(request, driver)));
      assertEquals(Status.SUCCEEDED, view.status(), () -> said(view));
    }
    assertTrue(sent.get() < size * 3 / 2, sent + " bytes for " + size);
  }

  @Test
  void whatIsNotTheSameIsFetchedAnew() throws Exception {
    String id;
    try (Operations operations =
        lab.open(
            OperationsLab.SHORT,
            event -> {
              if (event instanceof OperationEvent.StepDone d && d.step().equals("fetch")) {
                spoil(PartFile.of(lab.file("web.tar")));
              }
            })) {
      id = operations.submit(new NodeExport().order(request()));
      OperationView view = operations.await(id);
      assertEquals(Status.FAILED, view.status(), () -> said(view));
    }
    try (Operations operations = lab.open(OperationsLab.SHORT, _ -> {})) {
      operations.act(id, OperationAction.CONTINUE);
      OperationView view = operations.await(id);
      assertEquals(Status.SUCCEEDED, view.status(), () -> said(view));
    }
    assertTrue(
        Archives.all().verify(lab.file("web.tar"), folder, ArchiveProgress.NONE).importable());
  }

  /** Another last byte of the last stream. */
  private static void spoil(Path part) {
    try (var file = new RandomAccessFile(part.toFile(), "rw")) {
      long at = file.length() - 300_000;
      file.seek(at);
      int was = file.read();
      file.seek(at);
      file.write(was ^ 0xFF);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private String said(OperationView view) {
    return (view.status() + " " + view.problem() + view.leftovers()).replace(folder.toString(), "");
  }
}
