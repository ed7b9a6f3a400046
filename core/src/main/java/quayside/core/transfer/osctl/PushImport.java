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
import quayside.core.transfer.Imports;
import quayside.core.transfer.way.ImportErrand;
import quayside.core.transfer.way.ImportWay;

/**
 * The streams in the archive are handed in through the restricted shell in which nodes receive
 * containers: needs nothing but a key there, and no room for a copy of the archive.
 */
public final class PushImport implements ImportWay {
  private final Recipe recipe;

  public PushImport(Imports.Desk desk) {
    this.recipe = new PushRecipe(desk);
  }

  @Override
  public Recipe recipe() {
    return recipe;
  }

  @Override
  public String name() {
    return "push";
  }

  @Override
  public boolean joins(ArchiveKind kind, Node node) {
    return kind == ArchiveKind.OSCTL_EXPORT && into(node);
  }

  @Override
  public boolean into(Node node) {
    return node.platform() == Platform.VPSADMINOS;
  }

  @Override
  public String method() {
    return "handed in as a node would send it, without a copy on the node";
  }

  @Override
  public Preflight check(ImportRequest request, Node node, ContainerDriver driver)
      throws IOException {
    return new ImportChecks(request, true).run(driver);
  }

  @Override
  public void fix(ImportRequest request, Finding.Fix fix, ContainerDriver driver)
      throws IOException {
    new ImportFixes(request).apply(fix, driver);
  }

  @Override
  public Order order(ImportRequest request, ContainerDriver driver) throws IOException {
    var checks = new ImportChecks(request, true);
    var _ = checks.run(driver);
    return ImportErrand.order(PushRecipe.NAME, request, checks.id(), checks.pool());
  }
}
