package quayside.core.create;

/** Instances are made on a real LXD server. */
final class LxdCreateRealTest extends CreateRealContract {
  @Override
  String server() {
    return "lxd-b";
  }
}
