package quayside.core.driver.incus;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import quayside.core.driver.DriverException;
import quayside.core.driver.Limits;
import quayside.core.json.JsonValue;
import quayside.core.model.Platform;
import quayside.transport.Endpoint;
import quayside.transport.Remote;
import quayside.transport.TransportException;
import quayside.transport.http.HttpClient;

/** The first words with a machine that may have an Incus or LXD server. */
public final class IncusIntroduction {
  private static final String CERTIFICATES = "/1.0/certificates";

  private final Remote remote;
  private final Endpoint address;
  private final Limits limits;

  public IncusIntroduction(Remote remote, Endpoint address, Limits limits) {
    this.remote = remote;
    this.address = address;
    this.limits = limits;
  }

  /** The kinds of servers that answer there. */
  public List<Platform> kinds() throws IOException {
    var kinds = new ArrayList<Platform>();
    boolean alike = address instanceof Endpoint.Https; // behind one address is one server
    for (Dialect dialect : alike ? List.of(Dialect.INCUS) : List.of(Dialect.values())) {
      Optional<Platform> kind = kind(dialect);
      if (kind.isPresent() && !kinds.contains(kind.get())) {
        kinds.add(kind.get());
      }
    }
    return kinds;
  }

  private Optional<Platform> kind(Dialect dialect) throws IOException {
    try (HttpClient http = client(dialect)) {
      JsonValue said = api(http).get("/1.0").metadata();
      return Api.read(said, () -> Greeting.kind(said));
    } catch (TransportException.Refused | DriverException.Unreadable _) {
      return Optional.empty(); // no such socket, or another service behind that port
    }
  }

  /**
   * The address with the fingerprint that a token tells, if it is one.
   *
   * @throws TransportException.AuthFailed if the token has expired
   */
  public static Endpoint.Https expected(Endpoint.Https address, char[] secret)
      throws TransportException.AuthFailed {
    Optional<Token> token = Token.read(secret);
    if (token.isEmpty()) {
      return address;
    }
    Optional<Instant> end = token.get().expires();
    if (end.isPresent() && end.get().isBefore(Instant.now())) {
      throw new TransportException.AuthFailed(
          "This token was good until " + end.get() + ". Ask for a new one.", null);
    }
    try {
      return address.fingerprint().isPresent()
          ? address
          : address.withFingerprint(token.get().fingerprint());
    } catch (IllegalArgumentException e) {
      throw new TransportException.AuthFailed("This token is damaged.", e);
    }
  }

  /**
   * Makes the server trust the certificate by which this connection is made.
   *
   * @param secret a token, or the trust password of older LXD
   * @return the address with the server's fingerprint
   */
  public Endpoint.Https trust(Endpoint.Https known, char[] secret) throws IOException {
    try (HttpClient http = client(Dialect.INCUS)) { // over HTTPS both are greeted alike
      Api api = api(http);
      JsonValue said = api.get("/1.0").metadata();
      Optional<Platform> kind = Api.read(said, () -> Greeting.kind(said));
      if (kind.isEmpty()) {
        throw new DriverException.Unsupported(
            address.text() + " is neither an Incus nor an LXD server.");
      }
      if (!Api.read(said, () -> Greeting.isTrusted(said))) {
        add(api, request(said, Dialect.of(kind.get()), secret));
      }
      JsonValue now = api.get("/1.0").metadata();
      String fingerprint =
          Api.read(now, () -> now.get("environment").get("certificate_fingerprint").textOr(""));
      return fingerprint.isEmpty() ? known : known.withFingerprint(fingerprint);
    }
  }

  private static Object request(JsonValue said, Dialect dialect, char[] secret) throws IOException {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", "client");
    body.put("name", name());
    boolean explicit =
        Api.read(said, () -> Records.extensions(said)).contains("explicit_trust_token");
    body.put(dialect.tokenField(explicit), new String(secret));
    return body;
  }

  private void add(Api api, Object body) throws IOException {
    try {
      api.send("POST", CERTIFICATES, body);
    } catch (DriverException.Exists _) {
      // it is trusted already, by somebody quicker
    } catch (DriverException.Rejected
        | DriverException.NotFound
        | TransportException.AuthFailed e) {
      throw new TransportException.AuthFailed(
          address.text()
              + " did not accept the token or password: it may be wrong, used already, or too old."
              + " “"
              + Refusals.beginning(String.valueOf(e.getMessage()))
              + "”",
          e);
    }
  }

  /** How the server's list of certificates will show us. */
  private static String name() {
    String user = System.getProperty("user.name", "somebody");
    try {
      return "quayside " + user + "@" + InetAddress.getLocalHost().getHostName();
    } catch (java.net.UnknownHostException _) {
      return "quayside " + user;
    }
  }

  private HttpClient client(Dialect dialect) {
    return new HttpClient(address.text(), new Door(remote, address, dialect));
  }

  private Api api(HttpClient http) {
    return new Api(http, address.text(), limits);
  }
}
