package quayside.core.migrate.incus;

/** From LXD to Incus. */
class LxdToIncusRealTest extends MoveRealContract {
  @Override
  String source() {
    return "lxd-a";
  }

  @Override
  String target() {
    return "inc-b";
  }
}
