package quayside.core.create;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import quayside.core.model.Instance;
import quayside.core.operation.OperationAction;
import quayside.core.operation.Order;
import quayside.core.operation.Plan;
import quayside.core.operation.Recipe;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;

/** The steps of making an instance. */
final class CreateRecipe implements Recipe {
  static final String NAME = "instance-create";

  private static final Set<OperationAction> OFFERS =
      Set.of(OperationAction.CONTINUE, OperationAction.CANCEL);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Plan plan(Order order) {
    Errand errand = Errand.of(order);
    var site = new Site(errand);
    List<Step> steps = new ArrayList<>(List.of(new CheckStep(site), new MakeStep(site)));
    if (errand.wish().options().start()) {
      steps.add(new StartStep(errand));
    }
    return new Plan(steps);
  }

  @Override
  public Judgement judge(StepContext context) throws IOException {
    Errand errand = Errand.of(context.order());
    var site = new Site(errand);
    Optional<Instance> ours = site.ours(context);
    if (site.isMade(context) && ours.isPresent()) {
      return new Judgement(
          errand.what() + " was made, and is " + ours.get().state().text() + ".",
          List.of(),
          OFFERS);
    }
    return new Judgement(
        errand.what() + " is not finished. Continuing begins anew.",
        ours.isPresent() ? List.of(site.left()) : List.of(),
        OFFERS);
  }

  /** A whole instance is kept. */
  @Override
  public boolean takesBack(String step, IOException failure) {
    return !step.equals(StartStep.NAME) && Recipe.super.takesBack(step, failure);
  }

  @Override
  public String takenBack(Order order) {
    CreateRequest wish = Errand.of(order).wish();
    return "Nothing of “" + wish.name() + "” is left on " + wish.node() + ".";
  }

  @Override
  public Judgement unknown(Order order, boolean committed) {
    Errand errand = Errand.of(order);
    return new Judgement(
        "The node "
            + errand.wish().node()
            + " cannot be asked. Making “"
            + errand.wish().name()
            + "” is not finished.",
        List.of("A half-made " + errand.what() + " may be left."),
        OFFERS);
  }
}
