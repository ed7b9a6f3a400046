package quayside.core.transfer.incus;

/** Backups between two real LXD servers. */
final class LxdBackupRealTest extends BackupRealContract {
  @Override
  String source() {
    return "lxd-a";
  }

  @Override
  String target() {
    return "lxd-b";
  }
}
