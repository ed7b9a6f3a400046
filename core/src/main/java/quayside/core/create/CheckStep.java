package quayside.core.create;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import quayside.core.migrate.Finding;
import quayside.core.migrate.MoveRefused;
import quayside.core.migrate.Preflight;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;

/** Looks whether it can still be made as it was wished. */
record CheckStep(Site site) implements Step {
  @Override
  public String name() {
    return "check";
  }

  @Override
  public void run(StepContext context) throws IOException {
    if (site.isMade(context)) {
      return;
    }
    site.takeBack(context); // what an earlier run half made
    CreateRequest wish = site.errand().wish();
    require(wish, Offer.of(wish.node(), context.target(), wish.project()));
  }

  /** Refuses what is in the way. */
  static void require(CreateRequest wish, Offer offer) throws MoveRefused {
    List<Finding> findings =
        CreateChecks.of(wish, offer).stream()
            .filter(Objection::blocks)
            .map(Objection::finding)
            .toList();
    if (!findings.isEmpty()) {
      throw new MoveRefused(
          new Preflight(
              findings, OptionalLong.empty(), Optional.empty(), Optional.empty(), List.of()));
    }
  }
}
