package quayside.core.transfer.osctl;

/**
 * Quayside takes the snapshots itself, streams them and writes the archive here: no room is needed
 * on the node, and nothing is left there.
 */
public final class DirectExport extends OsctlExport {
  public DirectExport() {
    super(new DirectRecipe(), false);
  }

  @Override
  public String name() {
    return "direct";
  }

  @Override
  public String method() {
    return "streamed and written here, nothing is written on the node";
  }
}
