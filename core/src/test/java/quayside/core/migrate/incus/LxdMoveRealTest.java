package quayside.core.migrate.incus;

/** From LXD to LXD. */
class LxdMoveRealTest extends MoveRealContract {
  @Override
  String source() {
    return "lxd-a";
  }

  @Override
  String target() {
    return "lxd-b";
  }
}
