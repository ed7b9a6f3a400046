package quayside.core.transfer.osctl;

import quayside.core.driver.osctl.ReceiveDriver;
import quayside.core.model.Node;
import quayside.transport.Endpoint;

/** The archive is uploaded onto the node's disk, imported by osctl and removed there. */
public final class UploadImport extends OsctlImport {
  public UploadImport() {
    super(new UploadRecipe(), false);
  }

  @Override
  public String name() {
    return "upload";
  }

  @Override
  public boolean into(Node node) {
    return super.into(node) && !handsInOnly(node);
  }

  /** Whether the login knows nothing but {@code receive}. */
  static boolean handsInOnly(Node node) {
    return node.login().flatMap(Endpoint.Ssh::user).map(ReceiveDriver.USER::equals).orElse(false);
  }

  @Override
  public String method() {
    return "uploaded onto the node's disk, imported by osctl and removed there";
  }
}
