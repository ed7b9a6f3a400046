package quayside.core.create;

/** Instances are made on a real Incus server. */
final class IncusCreateRealTest extends CreateRealContract {
  @Override
  String server() {
    return "inc-a";
  }
}
