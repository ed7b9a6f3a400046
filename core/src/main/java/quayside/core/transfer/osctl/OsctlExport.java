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

/** The ways from a node of vpsAdminOS into an archive of osctl, which differ in who writes it. */
abstract sealed class OsctlExport implements ExportWay permits DirectExport, NodeExport {
  private final Recipe recipe;
  private final boolean throughNode;

  /**
   * A way.
   *
   * @param throughNode whether the archive is written on the node first
   */
  OsctlExport(Recipe recipe, boolean throughNode) {
    this.recipe = recipe;
    this.throughNode = throughNode;
  }

  @Override
  public final Recipe recipe() {
    return recipe;
  }

  @Override
  public final boolean from(Platform platform) {
    return platform == Platform.VPSADMINOS;
  }

  @Override
  public final Preflight check(ExportRequest request, Node node, ContainerDriver driver)
      throws IOException {
    return new ExportChecks(request, throughNode).run(driver);
  }

  @Override
  public final Order order(ExportRequest request) {
    return ExportErrand.order(recipe.name(), request);
  }
}
