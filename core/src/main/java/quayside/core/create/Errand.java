package quayside.core.create;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import quayside.core.model.NewInstance.Source;
import quayside.core.operation.OperationView.Kind;
import quayside.core.operation.Order;
import quayside.core.operation.Place;

/**
 * A wish as an order has it.
 *
 * @param tag what the unfinished instance carries, so that it is known for ours
 */
record Errand(CreateRequest wish, String tag) {

  static Order order(CreateRequest wish) {
    var details = new LinkedHashMap<String, Object>();
    Place source =
        switch (wish.source()) {
          case Source.Empty _ -> {
            details.put("from", "empty");
            yield new Place.Template("nothing");
          }
          case Source.Local(var alias) -> {
            details.put("from", "image");
            details.put("image", alias);
            yield new Place.Template(alias);
          }
          case Source.OfNode(var node, var alias) -> {
            details.put("from", "node");
            yield new Place.OnNode(node, "default", alias);
          }
          case Source.Remote(_, _, _, _, var secret) when secret.isPresent() ->
              throw new IllegalArgumentException("an order holds no secrets: name the node");
          case Source.Remote(var server, var protocol, var certificate, var alias, _) -> {
            details.put("from", "server");
            details.put("image", alias);
            details.put("server", server);
            details.put("protocol", protocol);
            certificate.ifPresent(pem -> details.put("certificate", pem));
            yield new Place.Template(alias);
          }
          case Source.Copy(var project, var name, var snapshot, var snapshots) -> {
            details.put("from", "copy");
            snapshot.ifPresent(text -> details.put("snapshot", text));
            details.put("snapshots", snapshots);
            yield new Place.OnNode(wish.node(), project, name);
          }
        };
    CreateRequest.Options options = wish.options();
    options.profiles().ifPresent(names -> details.put("profiles", names));
    options.pool().ifPresent(name -> details.put("pool", name));
    options.size().ifPresent(text -> details.put("size", text));
    if (!options.config().isEmpty()) {
      details.put("config", options.config());
    }
    details.put("ephemeral", options.ephemeral());
    details.put("start", options.start());
    var random = new byte[6];
    new SecureRandom().nextBytes(random);
    details.put("tag", HexFormat.of().formatHex(random));
    return new Order(
        Kind.CREATE,
        CreateRecipe.NAME,
        source,
        new Place.OnNode(wish.node(), wish.project(), wish.name()),
        details);
  }

  static Errand of(Order order) {
    Map<String, Object> details = order.details();
    if (!(order.target() instanceof Place.OnNode there)) {
      throw new IllegalArgumentException("an instance is made on a node");
    }
    String from = text(details, "from").orElse("");
    String image = text(details, "image").orElse("");
    Source source =
        switch (order.source()) {
          case Place.OnNode(var node, _, var alias) when from.equals("node") ->
              new Source.OfNode(node, alias);
          case Place.OnNode(_, var project, var name) ->
              new Source.Copy(
                  project,
                  name,
                  text(details, "snapshot"),
                  Boolean.TRUE.equals(details.get("snapshots")));
          case Place.Template _ ->
              from.equals("server")
                  ? new Source.Remote(
                      text(details, "server").orElse(""),
                      text(details, "protocol").orElse(""),
                      text(details, "certificate"),
                      image)
                  : from.equals("image") ? new Source.Local(image) : new Source.Empty();
          case Place.InFile _ -> throw new IllegalArgumentException("that would be an import");
        };
    Optional<List<String>> profiles =
        details.get("profiles") instanceof List<?> names
            ? Optional.of(names.stream().map(String::valueOf).toList())
            : Optional.empty();
    var options =
        new CreateRequest.Options(
            profiles,
            text(details, "pool"),
            text(details, "size"),
            texts(details, "config"),
            Boolean.TRUE.equals(details.get("ephemeral")),
            Boolean.TRUE.equals(details.get("start")));
    return new Errand(
        new CreateRequest(there.node(), there.pool(), there.id(), source, options),
        text(details, "tag").orElse(""));
  }

  private static Optional<String> text(Map<String, Object> details, String key) {
    return Optional.ofNullable(details.get(key)).map(Object::toString);
  }

  private static Map<String, String> texts(Map<String, Object> details, String key) {
    var texts = new LinkedHashMap<String, String>();
    if (details.get(key) instanceof Map<?, ?> known) {
      known.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
    }
    return texts;
  }

  /** What is to be made, as a person calls it. */
  String what() {
    return "“" + wish.name() + "” on " + wish.node();
  }
}
