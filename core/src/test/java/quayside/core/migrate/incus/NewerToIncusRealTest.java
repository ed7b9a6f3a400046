package quayside.core.migrate.incus;

/** From a newer Incus back to 6.0. */
class NewerToIncusRealTest extends MoveRealContract {
  @Override
  String source() {
    return "inc-c";
  }

  @Override
  String target() {
    return "inc-b";
  }
}
