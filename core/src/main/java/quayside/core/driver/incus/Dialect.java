package quayside.core.driver.incus;

import java.util.List;
import quayside.core.model.Platform;

/** Where the two differ (facts: docs/protocols/incus.md). What a server can do is not among it. */
enum Dialect {
  INCUS(Platform.INCUS, "X-Incus-", "/var/lib/incus/unix.socket", "/run/incus/unix.socket"),
  LXD(Platform.LXD, "X-LXD-", "/var/snap/lxd/common/lxd/unix.socket", "/var/lib/lxd/unix.socket");

  private final Platform platform;
  private final String headers;
  private final String socket;
  private final String otherSocket;

  Dialect(Platform platform, String headers, String socket, String otherSocket) {
    this.platform = platform;
    this.headers = headers;
    this.socket = socket;
    this.otherSocket = otherSocket;
  }

  static Dialect of(Platform platform) {
    return switch (platform) {
      case INCUS -> INCUS;
      case LXD -> LXD;
      case VPSADMINOS -> throw new IllegalArgumentException("vpsAdminOS has no such server");
    };
  }

  Platform platform() {
    return platform;
  }

  /** As people call it. */
  String title() {
    return platform.text();
  }

  /** A header of theirs. */
  String header(String name) {
    return headers + name;
  }

  /** Where its socket may be, the likeliest first. */
  List<String> sockets() {
    return List.of(socket, otherSocket);
  }

  /** The field that takes a token when a certificate is added. */
  String tokenField(boolean hasExplicitField) {
    return this == INCUS || hasExplicitField ? "trust_token" : "password";
  }
}
