package quayside.transport.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import quayside.transport.Endpoint;
import quayside.transport.Threads;
import quayside.transport.keys.ClientCertificate;

/** A TLS server on this machine that wants to see a certificate and takes any. */
public final class TlsLab implements AutoCloseable {
  private final SSLServerSocket listening;
  private final String fingerprint;
  private final Service service;
  private final List<String> clients = new CopyOnWriteArrayList<>();

  /** What is done with a client. */
  public interface Service {
    void serve(Pipe client) throws IOException, InterruptedException;
  }

  /**
   * Starts a server.
   *
   * @param service what is behind TLS
   */
  public TlsLab(Service service) throws IOException, GeneralSecurityException {
    this.service = service;
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(384);
    KeyPair pair = generator.generateKeyPair();
    X509Certificate certificate = ClientCertificate.selfSigned(pair, "lab server");
    this.fingerprint = ClientCertificate.fingerprint(certificate);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("server", pair.getPrivate(), new char[0], new Certificate[] {certificate});
    var keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), new TrustManager[] {new Curious()}, null);
    listening =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    listening.setNeedClientAuth(true);
    Threads.start("tls-lab", this::accept);
  }

  /** Its address, with its certificate's fingerprint. */
  public Endpoint.Https endpoint() {
    return Endpoint.Https.parse("https://127.0.0.1:" + listening.getLocalPort())
        .withFingerprint(fingerprint);
  }

  public String fingerprint() {
    return fingerprint;
  }

  /** Fingerprints of the certificates that clients showed. */
  public List<String> clients() {
    return clients;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        Threads.start("tls-client", () -> serve((SSLSocket) client));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void serve(SSLSocket client) {
    try (client) {
      client.startHandshake();
      Certificate[] shown = client.getSession().getPeerCertificates();
      clients.add(ClientCertificate.fingerprint((X509Certificate) shown[0]));
      service.serve(new Pipe(client));
    } catch (IOException | GeneralSecurityException | InterruptedException _) {
      // the client went away, or did not like what it saw
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  private static final class Curious implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
