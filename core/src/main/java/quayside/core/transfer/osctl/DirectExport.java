package quayside.core.transfer.osctl;

import java.io.IOException;
import quayside.core.driver.ContainerDriver;
import quayside.core.migrate.Preflight;
import quayside.core.model.Node;
import quayside.core.model.Platform;
import quayside.core.operation.Order;
import quayside.core.operation.Recipe;
import quayside.core.transfer.ExportRequest;
import quayside.core.transfer.way.ExportErrand;
import quayside.core.transfer.way.ExportWay;

/**
 * Quayside takes the snapshots itself, streams them and writes the archive here: no room is needed
 * on the node, and nothing is left there.
 */
public final class DirectExport implements ExportWay {
  private final Recipe recipe = new DirectRecipe();

  @Override
  public Recipe recipe() {
    return recipe;
  }

  @Override
  public String name() {
    return "direct";
  }

  @Override
  public boolean from(Platform platform) {
    return platform == Platform.VPSADMINOS;
  }

  @Override
  public String method() {
    return "streamed and written here, nothing is written on the node";
  }

  @Override
  public Preflight check(ExportRequest request, Node node, ContainerDriver driver)
      throws IOException {
    return new ExportChecks(request, false).run(driver);
  }

  @Override
  public Order order(ExportRequest request) {
    return ExportErrand.order(DirectRecipe.NAME, request);
  }
}
