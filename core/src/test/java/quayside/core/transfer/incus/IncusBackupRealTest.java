package quayside.core.transfer.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import quayside.core.driver.ContainerDriver;

/** Backups between two real Incus servers, of a series that cannot send what it writes. */
final class IncusBackupRealTest extends BackupRealContract {
  @Override
  String source() {
    return "inc-a";
  }

  @Override
  String target() {
    return "inc-b";
  }

  @Test
  void thatItCannotSendIsSaidBefore() throws Exception {
    String id = lab.stopped();
    try (ContainerDriver driver = lab.a.drivers().open(lab.node(lab.a))) {
      var found = BackupLab.STREAMED.check(lab.export(id, "x.tar"), lab.node(lab.a), driver);
      assertEquals(List.of("unsupported"), blockers(found));
    }
  }
}
