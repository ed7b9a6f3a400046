package quayside.core.create;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Optional;
import quayside.core.driver.InstanceServer;
import quayside.core.driver.OwnSetting;
import quayside.core.model.Instance;
import quayside.core.model.InstanceSettings;
import quayside.core.model.NewInstance;
import quayside.core.model.NewInstance.Source;
import quayside.core.model.ServerOperation;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;

/** Has the server make it, and tells how it goes in the server's words. */
record MakeStep(Site site) implements Step {
  @Override
  public String name() {
    return "create";
  }

  @Override
  public void run(StepContext context) throws IOException {
    if (!site.isMade(context)) {
      make(context);
    }
    InstanceServer server = Site.server(context);
    if (server.instances().get(site.name()).settings().config().containsKey(Site.KEY)) {
      OwnSetting.erase(server.instances(), site.name(), Site.KEY);
    }
  }

  private void make(StepContext context) throws IOException {
    CreateRequest wish = site.errand().wish();
    switch (wish.source()) {
      case Source.Direct source -> make(context, source);
      case Source.OfNode(var node, var alias) -> {
        context.detail("Asking " + node + " for image “" + alias + "”");
        var there = new NodeImages.At(node, InstanceServer.of(context.source()));
        var here = new NodeImages.At(wish.node(), Site.server(context));
        try (NodeImages.Lent lent = NodeImages.lend(there, alias, here)) {
          make(context, lent.image());
        }
      }
    }
  }

  private void make(StepContext context, Source.Direct source) throws IOException {
    CreateRequest wish = site.errand().wish();
    InstanceServer server = Site.server(context);
    InstanceSettings outfit = Outfit.of(wish, server);
    var config = new LinkedHashMap<>(outfit.config());
    config.put(Site.KEY, site.errand().tag());
    context.note(Site.BEGUN, "yes");
    context.patience(context.limits().stall());
    context.detail(doing(source));
    String _ =
        server
            .instances()
            .create(
                new NewInstance(
                    wish.project(), Optional.of(wish.name()), source, outfit.withConfig(config)),
                seen -> told(context, seen));
    context.patience(context.limits().answer());
    Instance made = server.instances().get(site.name());
    context.note(Site.MADE, Site.time(made));
  }

  private static String doing(Source.Direct source) {
    return switch (source) {
      case Source.Empty _ -> "Making it without files";
      case Source.Local(var alias) -> "Making it from image “" + alias + "”";
      case Source.Remote(var server, _, _, var alias, _) ->
          "The server looks for “" + alias + "” at " + server;
      case Source.Copy copy -> "Copying “" + copy.name() + "”";
    };
  }

  private static void told(StepContext context, ServerOperation seen) {
    seen.progress().ifPresentOrElse(context::detail, context::alive);
  }

  @Override
  public void undo(StepContext context) throws IOException {
    site.takeBack(context);
  }
}
