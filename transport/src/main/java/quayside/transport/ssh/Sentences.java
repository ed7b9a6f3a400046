package quayside.transport.ssh;

import quayside.transport.HostKey;

/** What is said about host keys that are not trusted. */
final class Sentences {
  private Sentences() {}

  static String refused(Target to, HostKey key) {
    return "The host key of "
        + to.name()
        + " is not known and was not accepted: "
        + shown(key)
        + ". Nothing was sent to it.";
  }

  static String notPinned(Target to, HostKey key) {
    return notPinned(to, key, to.pin().orElse(""));
  }

  static String notPinned(Target to, HostKey key, String wanted) {
    return to.name()
        + " shows "
        + shown(key)
        + ", but for this node the key "
        + wanted
        + " is expected. This may be another machine; nothing was sent to it.";
  }

  static String changed(Target to, HostKey key) {
    return "The host key of "
        + to.name()
        + " has changed. It now shows "
        + shown(key)
        + ", which is not in "
        + to.knownHosts().getFirst()
        + ". Somebody may be listening in, or the machine was installed anew; nothing was sent to"
        + " it. If you know that it was, remove the old entry by: ssh-keygen -R "
        + quayside.transport.ShellWords.quote(
            quayside.transport.hosts.KnownHosts.name(to.host(), to.port()));
  }

  static String revoked(Target to, HostKey key) {
    return to.name()
        + " shows "
        + shown(key)
        + ", which is marked as revoked in your known hosts. Nothing was sent to it.";
  }

  private static String shown(HostKey key) {
    return "the " + key.type() + " key " + key.sha256();
  }
}
