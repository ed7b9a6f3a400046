package quayside.core.migrate.incus;

/** From LXD to the Incus series after 6.0. */
class LxdToNewerIncusRealTest extends MoveRealContract {
  @Override
  String source() {
    return "lxd-a";
  }

  @Override
  String target() {
    return "inc-c";
  }
}
