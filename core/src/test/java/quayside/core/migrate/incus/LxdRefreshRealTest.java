package quayside.core.migrate.incus;

/** From LXD to LXD. */
class LxdRefreshRealTest extends RefreshRealContract {
  @Override
  String source() {
    return "lxd-a";
  }

  @Override
  String target() {
    return "lxd-b";
  }
}
