package quayside.core.migrate.incus;

/** Between servers of the Incus series after 6.0. */
class NewerIncusRefreshRealTest extends RefreshRealContract {
  @Override
  String source() {
    return "inc-c";
  }

  @Override
  String target() {
    return "inc-d";
  }
}
