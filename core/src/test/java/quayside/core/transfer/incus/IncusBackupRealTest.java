package quayside.core.transfer.incus;

/** Backups between two real Incus servers. */
final class IncusBackupRealTest extends BackupRealContract {
  @Override
  String source() {
    return "inc-a";
  }

  @Override
  String target() {
    return "inc-b";
  }
}
