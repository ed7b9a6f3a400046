package quayside.core.migrate.osctl;

import java.io.IOException;
import quayside.core.migrate.Finding;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.OsctlOptions;
import quayside.core.migrate.Preflight;
import quayside.core.migrate.WayOptions;
import quayside.core.migrate.way.Ends;
import quayside.core.migrate.way.Way;
import quayside.core.model.Platform;
import quayside.core.operation.Order;
import quayside.core.operation.Recipe;

/** From one vpsAdminOS node to another by osctl's own send. */
public final class OsctlWay implements Way {
  private final Recipe recipe = new SendRecipe();

  @Override
  public Recipe recipe() {
    return recipe;
  }

  @Override
  public boolean joins(Platform from, Platform to) {
    return from == Platform.VPSADMINOS && to == Platform.VPSADMINOS;
  }

  @Override
  public WayOptions defaults() {
    return OsctlOptions.DEFAULT;
  }

  @Override
  public String method(boolean cloning) {
    return cloning ? "copy from node to node" : "node to node, step by step";
  }

  @Override
  public Preflight check(MoveRequest request, Ends ends) throws IOException {
    return new Inspection(Errand.of(request), ends).run();
  }

  @Override
  public void fix(MoveRequest request, Finding.Fix fix, Ends ends) throws IOException {
    new Fixes(request, ends.source(), ends.target()).apply(fix.id());
  }

  @Override
  public Order order(MoveRequest request) {
    return Errand.of(request).order();
  }
}
