package quayside.core.operation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import quayside.core.problem.ProblemException;

/** Finds the recipe that an order names. */
final class Recipes {
  private static final String TRY = "Go on with the version of Quayside that began it.";

  private final Map<String, Recipe> byName;

  /** All recipes that there are; no two may have one name. */
  Recipes(List<Recipe> recipes) {
    byName = recipes.stream().collect(Collectors.toMap(Recipe::name, Function.identity()));
  }

  Optional<Recipe> find(Order order) {
    return Optional.ofNullable(byName.get(order.recipe()));
  }

  /**
   * The recipe of an order.
   *
   * @throws ProblemException if this version has none of that name
   */
  Recipe of(Order order) throws ProblemException {
    return find(order)
        .orElseThrow(() ->
            new ProblemException(
                "recipe-unknown", "Begun by another version", sentence(order), TRY));
  }

  /** What to say of an operation that cannot even be judged: nothing is offered. */
  static Recipe.Judgement unknown(Order order) {
    return new Recipe.Judgement(
        sentence(order) + " " + TRY,
        List.of(
            "It was to go from %s to %s; what of it is there is not known."
                .formatted(order.source(), order.target())),
        Set.of());
  }

  private static String sentence(Order order) {
    return ("This version of Quayside does not know how “%s” is done,"
            + " so it neither goes on with it nor takes it back.")
        .formatted(order.recipe());
  }
}
