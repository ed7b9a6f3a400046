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

/**
 * The server writes a backup, and it is fetched.
 *
 * @param how whether the server keeps it meanwhile
 */
public record BackupExport(How how) implements ExportWay {

  /** Where a backup is between the server and us. */
  public enum How {
    /** On the server's disk, until it was fetched and checked: what breaks off is continued. */
    KEPT(
        "backup",
        "instance-export-backup",
        "written on the server's disk as a backup, then fetched and removed there"),

    /** Nowhere: a newer Incus sends what it writes. */
    STREAMED("direct", "instance-export-direct", "sent by the server while it writes it");

    final String way;
    final String recipe;
    final String method;

    How(String way, String recipe, String method) {
      this.way = way;
      this.recipe = recipe;
      this.method = method;
    }
  }

  @Override
  public Recipe recipe() {
    return new ExportRecipe(how);
  }

  @Override
  public String name() {
    return how.way;
  }

  @Override
  public boolean from(Platform platform) {
    return how == How.KEPT ? platform.isInstanceServer() : platform == Platform.INCUS;
  }

  @Override
  public String method() {
    return how.method;
  }

  @Override
  public Preflight check(ExportRequest request, Node node, ContainerDriver driver)
      throws IOException {
    return new ExportChecks(request, how).run(driver);
  }

  @Override
  public Order order(ExportRequest request) {
    return ExportErrand.order(how.recipe, request);
  }
}
