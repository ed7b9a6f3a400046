package quayside.core.transfer.incus;

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

/** The server writes a backup on its own disk; it is fetched and removed there. */
public final class BackupExport implements ExportWay {
  private final Recipe recipe = new ExportRecipe();

  @Override
  public Recipe recipe() {
    return recipe;
  }

  @Override
  public String name() {
    return "backup";
  }

  @Override
  public boolean from(Platform platform) {
    return platform.isInstanceServer();
  }

  @Override
  public String method() {
    return "written on the server's disk as a backup, then fetched and removed there";
  }

  @Override
  public Preflight check(ExportRequest request, Node node, ContainerDriver driver)
      throws IOException {
    return new ExportChecks(request).run(driver);
  }

  @Override
  public Order order(ExportRequest request) {
    return ExportErrand.order(ExportRecipe.NAME, request);
  }
}
