package quayside.core.transfer.osctl;

/** The node writes the archive on its own disk by osctl's export; it is fetched and removed. */
public final class NodeExport extends OsctlExport {
  public NodeExport() {
    super(new NodeRecipe(), true);
  }

  @Override
  public String name() {
    return "node";
  }

  @Override
  public String method() {
    return "written on the node's disk by osctl, then fetched and removed there";
  }
}
