package quayside.core.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import quayside.core.json.Json;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import quayside.core.model.Node;
import quayside.core.model.PeerAddress;
import quayside.core.model.Platform;
import quayside.core.problem.ProblemException;
import quayside.transport.Endpoint;

/**
 * The node book's format: {@code {"format":2,"nodes":[…]}}, each node with {@code name}, {@code
 * platform}, {@code address} and, where set, {@code identity}, {@code hostKey} or {@code
 * fingerprint}, {@code sudo}, {@code timeoutSeconds} and {@code peer}. Format 1 knows vpsAdminOS
 * nodes alone.
 */
final class NodePages {
  static final long FORMAT = 2;

  /** What an older Quayside can read as well, so it is written where it suffices. */
  private static final long FORMAT_OF_ONE_PLATFORM = 1;

  private NodePages() {}

  static List<Node> parse(String text) throws IOException {
    JsonValue book = Json.parse(text);
    long format = book.get("format").number();
    if (format > FORMAT) {
      throw new ProblemException(
          "book-newer",
          "The node book is of a newer Quayside",
          "The node book has format "
              + format
              + "; this Quayside knows format "
              + FORMAT
              + ". It was left as it is.",
          "Use the newer Quayside, or another QUAYSIDE_HOME.");
    }
    var nodes = new ArrayList<Node>();
    var names = new HashSet<String>();
    for (JsonValue page : book.get("nodes").list()) {
      Node node = node(page);
      if (!names.add(node.name())) {
        throw new JsonException("the node " + node.name() + " is there twice");
      }
      nodes.add(node);
    }
    return List.copyOf(nodes);
  }

  static String print(List<Node> nodes) {
    var book = new LinkedHashMap<String, Object>();
    boolean old = nodes.stream().noneMatch(node -> node.platform().isInstanceServer());
    book.put("format", old ? FORMAT_OF_ONE_PLATFORM : FORMAT);
    book.put("nodes", nodes.stream().map(NodePages::page).toList());
    return Json.printPretty(book);
  }

  private static Node node(JsonValue page) throws JsonException {
    return new Node(
        page.get("name").text(),
        Platform.valueOf(page.get("platform").textOr("vpsadminos").toUpperCase(Locale.ROOT)),
        address(page),
        page.get("peer").optionalText().map(PeerAddress::split));
  }

  private static Endpoint address(JsonValue page) throws JsonException {
    Endpoint plain = Endpoint.parse(page.get("address").text());
    Optional<Path> identity = page.get("identity").optionalText().map(Path::of);
    Duration timeout =
        Duration.ofSeconds(
            page.get("timeoutSeconds").optionalNumber().orElse(plain.timeout().toSeconds()));
    return switch (plain) {
      case Endpoint.Ssh ssh ->
          new Endpoint.Ssh(
              ssh.host(),
              ssh.port(),
              ssh.user(),
              identity,
              page.get("hostKey").optionalText(),
              page.get("sudo").isTrue(),
              timeout);
      case Endpoint.Https https ->
          new Endpoint.Https(
              https.host(),
              https.port(),
              page.get("fingerprint").optionalText(),
              identity,
              timeout);
    };
  }

  private static Map<String, Object> page(Node node) {
    var page = new LinkedHashMap<String, Object>();
    page.put("name", node.name());
    page.put("platform", node.platform().key());
    Endpoint address = node.address();
    page.put("address", address.text());
    switch (address) {
      case Endpoint.Ssh ssh -> {
        ssh.identity().ifPresent(file -> page.put("identity", file.toString()));
        ssh.hostKey().ifPresent(key -> page.put("hostKey", key));
        if (ssh.sudo()) {
          page.put("sudo", true);
        }
      }
      case Endpoint.Https https -> {
        https.identity().ifPresent(file -> page.put("identity", file.toString()));
        https.fingerprint().ifPresent(print -> page.put("fingerprint", print));
      }
    }
    if (!address.timeout().equals(Endpoint.DEFAULT_TIMEOUT)) {
      page.put("timeoutSeconds", Math.max(1, address.timeout().toSeconds()));
    }
    node.peer().ifPresent(peer -> page.put("peer", peer.text()));
    return page;
  }
}
