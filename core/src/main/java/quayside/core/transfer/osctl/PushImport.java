package quayside.core.transfer.osctl;

import quayside.core.transfer.Imports;

/**
 * The streams in the archive are handed in through the restricted shell in which nodes receive
 * containers: needs nothing but a key there, and no room for a copy of the archive.
 */
public final class PushImport extends OsctlImport {
  public PushImport(Imports.Desk desk) {
    super(new PushRecipe(desk), true);
  }

  @Override
  public String name() {
    return "push";
  }

  @Override
  public String method() {
    return "handed in as a node would send it, without a copy on the node";
  }
}
