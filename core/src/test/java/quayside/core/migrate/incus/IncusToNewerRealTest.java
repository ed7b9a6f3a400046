package quayside.core.migrate.incus;

/** From Incus 6.0 to the series after it. */
class IncusToNewerRealTest extends MoveRealContract {
  @Override
  String source() {
    return "inc-a";
  }

  @Override
  String target() {
    return "inc-c";
  }
}
