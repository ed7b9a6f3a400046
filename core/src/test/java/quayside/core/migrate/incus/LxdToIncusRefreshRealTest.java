package quayside.core.migrate.incus;

/** From LXD to Incus. */
class LxdToIncusRefreshRealTest extends RefreshRealContract {
  @Override
  String source() {
    return "lxd-b";
  }

  @Override
  String target() {
    return "inc-a";
  }
}
