package quayside.core.driver.incus;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import quayside.core.driver.DriverException;
import quayside.core.model.NewInstance.Source;
import quayside.core.model.Platform;
import quayside.core.model.ServerOperation;
import quayside.transport.Connectors;
import quayside.transport.Endpoint;
import quayside.transport.HostKey;
import quayside.transport.TransportException;

/**
 * The servers that a server fetches images from (REST API, {@code POST /1.0/images}). Incus and LXD
 * also fetch from each other, but each knows only its own word for how that is spoken: LXD 5.0
 * refuses {@code incus}, and Incus 6.0 refuses {@code lxd} after it has fetched the image.
 */
final class ImageServers {
  /** No image has this fingerprint. */
  private static final String NO_IMAGE = "0".repeat(64);

  private static final int HTTPS = 443;

  /** How long somebody who has images may take to say who they are. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Api api;
  private final IncusOperations operations;
  private final Platform own;

  ImageServers(Api api, IncusOperations operations, Platform own) {
    this.api = api;
    this.operations = operations;
    this.own = own;
  }

  /** How an image is called in a request. */
  static Map<String, Object> named(String word) {
    boolean digits = word.matches("[0-9a-f]{12,64}");
    return Map.of("type", "image", digits ? "fingerprint" : "alias", word);
  }

  /** An image that is fetched, as it stands in a request. */
  Map<String, Object> source(Source.Remote image) {
    var source = new LinkedHashMap<>(named(image.alias()));
    source.putAll(at(image.server(), protocol(image), image.certificate()));
    image.secret().ifPresent(secret -> source.put("secret", secret.text()));
    return source;
  }

  private static Map<String, Object> at(
      String server, String protocol, Optional<String> certificate) {
    var at = new LinkedHashMap<String, Object>();
    at.put("mode", "pull");
    at.put("server", server);
    at.put("protocol", protocol);
    certificate.ifPresent(pem -> at.put("certificate", pem));
    return at;
  }

  private String protocol(Source.Remote image) {
    return isOfServers(image) ? own.key() : image.protocol();
  }

  private static boolean isOfServers(Source.Remote image) {
    return image.protocol().equals(Platform.INCUS.key())
        || image.protocol().equals(Platform.LXD.key());
  }

  /**
   * Refuses an image of a server that is not reached, has another certificate, or does not answer:
   * whoever makes an instance of it would wait for that one without an end, and cannot be stopped.
   */
  void require(Source.Remote image) throws IOException {
    if (!isOfServers(image)) {
      return;
    }
    try {
      ask(image.server(), image.certificate(), PATIENCE);
    } catch (DriverException.Silent e) {
      throw ImageWords.silent(api.server(), image, e);
    } catch (DriverException e) {
      DriverException ours = ImageWords.of(api.server(), image, e);
      throw ours instanceof DriverException.Unvouched unknown ? seen(image, unknown) : ours;
    }
  }

  /** Adds which certificate this computer finds there, for whoever compares it. */
  private static DriverException seen(Source.Remote image, DriverException.Unvouched unknown) {
    try {
      var address = URI.create(image.server());
      int port = address.getPort() < 0 ? HTTPS : address.getPort();
      var there = Endpoint.Https.parse("https://" + address.getHost() + ":" + port);
      HostKey shown = Connectors.shownCertificate(there);
      var seen =
          new DriverException.Unvouched(
              unknown.getMessage()
                  + " Seen from this computer, its fingerprint is "
                  + shown.sha256()
                  + ".");
      seen.initCause(unknown);
      return seen;
    } catch (TransportException | IllegalArgumentException _) {
      return unknown; // only the server reaches it
    }
  }

  /**
   * Makes the server ask another one for an image that does not exist; so nothing changes on
   * either.
   *
   * @param address with {@code https://}
   * @param limit how long it may try
   * @throws DriverException if it did not get there; {@link DriverException.Silent} after the limit
   */
  void ask(String address, Optional<String> certificate, Duration limit) throws IOException {
    var source = new LinkedHashMap<>(named(NO_IMAGE));
    source.putAll(at(address, own.key(), certificate));
    ServerOperation asking = api.start("POST", "/1.0/images", Map.of("source", source));
    try {
      operations.await(asking, limit);
    } catch (DriverException.NotFound _) {
      // it got there and was told that there is no such image
    } catch (DriverException.Silent e) {
      operations.abandon(asking.id());
      throw e;
    }
  }
}
