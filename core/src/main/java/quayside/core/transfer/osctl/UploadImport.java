package quayside.core.transfer.osctl;

import java.io.IOException;
import quayside.core.archive.ArchiveKind;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.osctl.ReceiveDriver;
import quayside.core.migrate.Finding;
import quayside.core.migrate.Preflight;
import quayside.core.model.Node;
import quayside.core.model.Platform;
import quayside.core.operation.Order;
import quayside.core.operation.Recipe;
import quayside.core.transfer.ImportRequest;
import quayside.core.transfer.way.ImportErrand;
import quayside.core.transfer.way.ImportWay;
import quayside.transport.Endpoint;

/** The archive is uploaded onto the node's disk, imported by osctl and removed there. */
public final class UploadImport implements ImportWay {
  private final Recipe recipe = new UploadRecipe();

  @Override
  public Recipe recipe() {
    return recipe;
  }

  @Override
  public String name() {
    return "upload";
  }

  @Override
  public boolean joins(ArchiveKind kind, Node node) {
    return kind == ArchiveKind.OSCTL_EXPORT && into(node);
  }

  @Override
  public boolean into(Node node) {
    return node.platform() == Platform.VPSADMINOS && !handsInOnly(node);
  }

  /** Whether the login knows nothing but {@code receive}. */
  static boolean handsInOnly(Node node) {
    return node.login().flatMap(Endpoint.Ssh::user).map(ReceiveDriver.USER::equals).orElse(false);
  }

  @Override
  public String method() {
    return "uploaded onto the node's disk, imported by osctl and removed there";
  }

  @Override
  public Preflight check(ImportRequest request, Node node, ContainerDriver driver)
      throws IOException {
    return new ImportChecks(request, false).run(driver);
  }

  @Override
  public void fix(ImportRequest request, Finding.Fix fix, ContainerDriver driver)
      throws IOException {
    new ImportFixes(request).apply(fix, driver);
  }

  @Override
  public Order order(ImportRequest request, ContainerDriver driver) throws IOException {
    var checks = new ImportChecks(request, false);
    var _ = checks.run(driver);
    return ImportErrand.order(UploadRecipe.NAME, request, checks.id(), checks.pool());
  }
}
