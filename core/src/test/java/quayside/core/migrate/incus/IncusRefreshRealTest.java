package quayside.core.migrate.incus;

/** From Incus to Incus. */
class IncusRefreshRealTest extends RefreshRealContract {
  @Override
  String source() {
    return "inc-a";
  }

  @Override
  String target() {
    return "inc-b";
  }
}
