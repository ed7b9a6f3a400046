package quayside.core.driver;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import quayside.core.model.Image;
import quayside.core.model.KnownSettings;
import quayside.core.model.OneTimeSecret;
import quayside.core.model.Profile;

/** What instances are made of and live in. */
public interface ServerObjects {

  /** Names of the projects that we may see. */
  List<String> projects() throws IOException;

  /** The profiles that instances of a project use. */
  List<Profile> profiles(String project) throws IOException;

  /** The images that instances of a project can be made from. */
  List<Image> images(String project) throws IOException;

  /**
   * Lets somebody without any rights fetch an image of the project {@code default} once, as another
   * server does. Until that, or until its operation is cancelled, it stays valid.
   *
   * @param fingerprint of the image, whole
   */
  OneTimeSecret lend(String fingerprint) throws IOException;

  /**
   * What can be set of containers here, asked once for each connection; without the keys of images
   * and limits of the kernel, which every server takes.
   *
   * @return empty if the server does not tell (LXD 5.0)
   */
  Optional<KnownSettings> settings() throws IOException;

  /** The storage pools by name, each with its driver: {@code dir}, {@code btrfs}, … */
  Map<String, String> pools() throws IOException;

  /** Names of the networks that instances of a project can use. */
  Set<String> networks(String project) throws IOException;
}
