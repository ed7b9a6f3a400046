package quayside.core.transfer.incus;

import java.io.IOException;
import quayside.core.archive.ArchiveKind;
import quayside.core.driver.ContainerDriver;
import quayside.core.migrate.Finding;
import quayside.core.migrate.Preflight;
import quayside.core.model.Node;
import quayside.core.operation.Order;
import quayside.core.operation.Recipe;
import quayside.core.problem.ProblemException;
import quayside.core.transfer.ImportRequest;
import quayside.core.transfer.way.ImportErrand;
import quayside.core.transfer.way.ImportWay;

/** The backup is brought to the server, which makes an instance of it. */
public final class BackupImport implements ImportWay {
  private final Recipe recipe = new ImportRecipe();

  @Override
  public Recipe recipe() {
    return recipe;
  }

  @Override
  public String name() {
    return "backup";
  }

  @Override
  public boolean joins(ArchiveKind kind, Node node) {
    return kind == ArchiveKind.INSTANCE_BACKUP && into(node);
  }

  @Override
  public boolean into(Node node) {
    return node.platform().isInstanceServer();
  }

  @Override
  public String method() {
    return "brought to the server, which makes an instance of it";
  }

  @Override
  public Preflight check(ImportRequest request, Node node, ContainerDriver driver)
      throws IOException {
    return new ImportChecks(request).run(driver);
  }

  @Override
  public void fix(ImportRequest request, Finding.Fix fix, ContainerDriver driver)
      throws IOException {
    throw new ProblemException(
        "wrong-input", "Unknown fix", "There is no fix “" + fix.id() + "”.", "");
  }

  @Override
  public Order order(ImportRequest request, ContainerDriver driver) throws IOException {
    var checks = new ImportChecks(request);
    var _ = checks.run(driver);
    return ImportErrand.order(ImportRecipe.NAME, request, checks.id(), checks.project());
  }
}
