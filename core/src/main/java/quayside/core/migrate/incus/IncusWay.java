package quayside.core.migrate.incus;

import java.io.IOException;
import quayside.core.migrate.Finding;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.Preflight;
import quayside.core.migrate.WayOptions;
import quayside.core.migrate.way.Ends;
import quayside.core.migrate.way.Way;
import quayside.core.model.Platform;
import quayside.core.operation.Order;
import quayside.core.operation.Recipe;
import quayside.core.problem.ProblemException;

/** From one Incus or LXD server to another, also of the other kind. */
public final class IncusWay implements Way {
  private final Recipe recipe = new IncusRecipe();

  @Override
  public Recipe recipe() {
    return recipe;
  }

  @Override
  public boolean joins(Platform from, Platform to) {
    return from.isInstanceServer() && to.isInstanceServer();
  }

  @Override
  public WayOptions defaults() {
    return IncusOptions.DEFAULT;
  }

  @Override
  public boolean refreshes() {
    return true;
  }

  @Override
  public String method(boolean cloning) {
    return cloning ? "copy from server to server" : "server to server, step by step";
  }

  @Override
  public Preflight check(MoveRequest request, Ends ends) throws IOException {
    return new Inspection(Job.of(request), ends).run();
  }

  @Override
  public void fix(MoveRequest request, Finding.Fix fix, Ends ends) throws IOException {
    Job job = Job.of(request);
    if (fix.id().equals(Leftover.REMOVE)) {
      Leftover.remove(job, ends);
    } else if (fix.id().startsWith(Leftover.BRING_BACK)) {
      Leftover.bringBack(job, ends, fix.id().substring(Leftover.BRING_BACK.length()));
    } else if (fix.id().equals(LiveChecks.ALLOW)) {
      LiveChecks.allow(job, ends);
    } else {
      throw new ProblemException(
          "wrong-input", "Unknown fix", "There is no fix “" + fix.id() + "”.", "");
    }
  }

  @Override
  public Order order(MoveRequest request) {
    return Job.of(request).order();
  }
}
