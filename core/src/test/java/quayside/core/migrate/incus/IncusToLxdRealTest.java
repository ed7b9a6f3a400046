package quayside.core.migrate.incus;

/** From Incus to LXD. */
class IncusToLxdRealTest extends MoveRealContract {
  @Override
  String source() {
    return "inc-a";
  }

  @Override
  String target() {
    return "lxd-b";
  }

  @Override
  boolean snapshots() {
    return false;
  }
}
