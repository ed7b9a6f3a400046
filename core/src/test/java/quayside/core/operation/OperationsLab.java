package quayside.core.operation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import quayside.core.driver.Drivers;
import quayside.core.model.Node;

/** Opens operations with short limits, for tests of other packages. */
public final class OperationsLab {
  /** Short, but not so short that a busy machine meets them by itself. */
  public static final Limits SHORT =
      new Limits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofMillis(500),
          Duration.ofSeconds(20),
          Duration.ofSeconds(10),
          Duration.ofMillis(20));

  private OperationsLab() {}

  public static Operations open(
      Path folder,
      Drivers drivers,
      Function<String, Optional<Node>> nodes,
      List<Recipe> recipes,
      Limits limits,
      Consumer<OperationEvent> written) {
    return Operations.open(
        new Engine(folder, drivers, nodes, new Recipes(recipes), limits, written));
  }
}
