package quayside.core.create;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import quayside.core.driver.DriverException;
import quayside.core.driver.InstanceServer;
import quayside.core.model.Image;
import quayside.core.model.NewInstance.Source;
import quayside.core.model.ServerInfo;

/** Images of one node for another one, which fetches them itself. */
public final class NodeImages {
  private static final System.Logger LOG = System.getLogger(NodeImages.class.getName());

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private NodeImages() {}

  /**
   * A server of the fleet.
   *
   * @param node its name there
   */
  public record At(String node, InstanceServer server) {}

  /**
   * An image that may be fetched. Closing it takes the permission back if nobody used it.
   *
   * @param owner who has it
   */
  public record Lent(Source.Remote image, InstanceServer owner) implements Closeable {
    @Override
    public void close() {
      try {
        if (image.secret().isPresent()) {
          owner.operations().cancel(image.secret().get().operation());
        }
      } catch (DriverException _) {
        // used: it has ended by itself
      } catch (IOException e) {
        LOG.log(Level.INFO, "an unused permission to fetch an image is left: {0}", e.getMessage());
      }
    }
  }

  /** The images that a node can let others fetch: those of its project {@code default}. */
  static List<Image> of(At there) throws IOException {
    return Offer.images(there.server(), "default");
  }

  /**
   * Lets an image be fetched by another node, which knows this one by the certificate that we know
   * it by. If it is not public, it gets a secret that works once.
   *
   * @param alias of an image of its project {@code default}, or twelve digits of its fingerprint
   * @throws DriverException if there is no such image, or the one node does not reach the other:
   *     nothing was changed
   */
  public static Lent lend(At there, String alias, At here) throws IOException {
    String what = "image “" + alias + "” of " + there.node();
    Image image =
        of(there).stream()
            .filter(each -> each.isCalled(alias))
            .findFirst()
            .orElseThrow(() ->
                new DriverException.NotFound(
                    "There is no image “%s” in project “default” on %s."
                        .formatted(alias, there.node())));
    ServerInfo info = there.server().info();
    if (info.addresses().isEmpty()) {
      throw new DriverException.Unsupported(
          "%s cannot fetch %s: %s does not listen on the network (core.https_address)."
              .formatted(here.node(), what, there.node()));
    }
    String address =
        here.server()
            .transfers()
            .reaches(info, PATIENCE)
            .orElseThrow(() ->
                new DriverException.Rejected(
                    "%s cannot fetch %s: it does not reach %s, or finds another certificate there."
                        .formatted(here.node(), what, String.join(" or ", info.addresses()))));
    boolean isByAlias = image.isPublic() && image.aliases().contains(alias);
    return new Lent(
        new Source.Remote(
            "https://" + address,
            info.platform().key(),
            Optional.of(info.certificate()),
            isByAlias ? alias : image.fingerprint(),
            image.isPublic()
                ? Optional.empty()
                : Optional.of(there.server().objects().lend(image.fingerprint()))),
        there.server());
  }
}
