package quayside.core.transfer.osctl;

import java.io.IOException;
import quayside.core.archive.ArchiveKind;
import quayside.core.driver.ContainerDriver;
import quayside.core.migrate.Finding;
import quayside.core.migrate.Preflight;
import quayside.core.model.Node;
import quayside.core.model.Platform;
import quayside.core.operation.Order;
import quayside.core.operation.Recipe;
import quayside.core.transfer.ImportRequest;
import quayside.core.transfer.way.ImportErrand;
import quayside.core.transfer.way.ImportWay;

/**
 * The ways from osctl's exports into a node of vpsAdminOS, which differ in what they need there.
 */
abstract sealed class OsctlImport implements ImportWay permits PushImport, UploadImport {
  private final Recipe recipe;
  private final boolean pushed;

  /**
   * A way.
   *
   * @param pushed whether streams are handed in, else the archive is uploaded
   */
  OsctlImport(Recipe recipe, boolean pushed) {
    this.recipe = recipe;
    this.pushed = pushed;
  }

  @Override
  public final Recipe recipe() {
    return recipe;
  }

  @Override
  public final boolean joins(ArchiveKind kind, Node node) {
    return kind == ArchiveKind.OSCTL_EXPORT && into(node);
  }

  @Override
  public boolean into(Node node) {
    return node.platform() == Platform.VPSADMINOS;
  }

  @Override
  public final Preflight check(ImportRequest request, Node node, ContainerDriver driver)
      throws IOException {
    return new ImportChecks(request, pushed).run(driver);
  }

  @Override
  public final void fix(ImportRequest request, Finding.Fix fix, ContainerDriver driver)
      throws IOException {
    new ImportFixes(request).apply(fix, driver);
  }

  @Override
  public final Order order(ImportRequest request, ContainerDriver driver) throws IOException {
    var checks = new ImportChecks(request, pushed);
    var _ = checks.run(driver);
    return ImportErrand.order(recipe.name(), request, checks.id(), checks.pool());
  }
}
