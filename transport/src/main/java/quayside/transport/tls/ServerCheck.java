package quayside.transport.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import quayside.transport.keys.ClientCertificate;

/**
 * Trusts exactly one certificate, by its fingerprint, and remembers the one that was shown. Names,
 * dates and issuers count for nothing: these servers sign for themselves.
 */
final class ServerCheck extends X509ExtendedTrustManager {
  private final Optional<String> accepted;
  private volatile @Nullable String shown;

  /**
   * @param accepted the fingerprint; absent: none is trusted
   */
  ServerCheck(Optional<String> accepted) {
    this.accepted = accepted;
  }

  /** The fingerprint that the server showed, if it came so far. */
  Optional<String> shown() {
    return Optional.ofNullable(shown);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    try {
      String print = ClientCertificate.fingerprint(chain[0]);
      shown = print;
      if (accepted.isEmpty() || !accepted.get().equals(print)) {
        throw new CertificateException("this certificate is not the one that is trusted");
      }
    } catch (CertificateException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new CertificateException(e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("no clients here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
