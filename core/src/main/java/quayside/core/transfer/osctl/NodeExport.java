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

/** The node writes the archive on its own disk by osctl's export; it is fetched and removed. */
public final class NodeExport implements ExportWay {
  private final Recipe recipe = new NodeRecipe();

  @Override
  public Recipe recipe() {
    return recipe;
  }

  @Override
  public String name() {
    return "node";
  }

  @Override
  public boolean from(Platform platform) {
    return platform == Platform.VPSADMINOS;
  }

  @Override
  public String method() {
    return "written on the node's disk by osctl, then fetched and removed there";
  }

  @Override
  public Preflight check(ExportRequest request, Node node, ContainerDriver driver)
      throws IOException {
    return new ExportChecks(request, true).run(driver);
  }

  @Override
  public Order order(ExportRequest request) {
    return ExportErrand.order(NodeRecipe.NAME, request);
  }
}
