package quayside.core.create;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import quayside.core.driver.DriverException;
import quayside.core.driver.InstanceServer;
import quayside.core.model.Image;
import quayside.core.model.NewInstance.Source;
import quayside.core.model.ServerInfo;

/** Images of one node for another one, which fetches them itself. */
public final class NodeImages {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private NodeImages() {}

  /**
   * A server of the fleet.
   *
   * @param node its name there
   */
  public record At(String node, InstanceServer server) {}

  /**
   * An image that is fetched from another node, known by the certificate that we know it by.
   *
   * @param alias of an image of its project {@code default}, or twelve digits of its fingerprint
   * @throws DriverException if there is no such image, it is not public, or the one node does not
   *     reach the other: nothing was changed
   */
  public static Source.Remote of(At there, String alias, At here) throws IOException {
    String what = "image “" + alias + "” of " + there.node();
    Image image =
        there.server().objects().images("default").stream()
            .filter(each -> each.isCalled(alias))
            .findFirst()
            .orElseThrow(() ->
                new DriverException.NotFound(
                    "There is no image “%s” in project “default” on %s."
                        .formatted(alias, there.node())));
    if (!image.isPublic()) {
      throw new DriverException.Rejected(
          "%s cannot fetch %s: it is not public; make it so there (image edit), or copy it (image copy)."
              .formatted(here.node(), what));
    }
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
    return new Source.Remote(
        "https://" + address,
        info.platform().key(),
        Optional.of(info.certificate()),
        image.aliases().contains(alias) ? alias : image.fingerprint());
  }
}
