package quayside.core.migrate.incus;

/** From the Incus series after 6.0 to LXD. */
class NewerToLxdRealTest extends IncusToLxdRealTest {
  @Override
  String source() {
    return "inc-c";
  }
}
