package quayside.transport.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;
import quayside.transport.Secrets;
import quayside.transport.TransportException.AuthFailed;
import quayside.transport.keys.ClientCertificate;

/** The certificate that we show, and its key: always this one, whatever the server asks for. */
final class Identity extends X509ExtendedKeyManager {
  private static final String ALIAS = "own";
  private static final int ATTEMPTS = 3;

  /** Used for passphrases alone, whose schemes it names its own way. */
  private final X509Certificate certificate;

  private final PrivateKey key;

  private Identity(X509Certificate certificate, PrivateKey key) {
    this.certificate = certificate;
    this.key = key;
  }

  /** Reads both from PEM files, asking for a passphrase where the key has one. */
  static Identity load(Path certificateFile, Secrets secrets) throws AuthFailed {
    Path keyFile = ClientCertificate.keyBeside(certificateFile);
    byte[] pem = {};
    try {
      var factory = CertificateFactory.getInstance("X.509");
      var certificate =
          (X509Certificate)
              factory.generateCertificate(
                  new ByteArrayInputStream(Files.readAllBytes(certificateFile)));
      pem = Files.readAllBytes(keyFile);
      return new Identity(
          certificate, key(certificate.getPublicKey().getAlgorithm(), pem, keyFile, secrets));
    } catch (AuthFailed e) {
      throw e;
    } catch (IOException | GeneralSecurityException e) {
      throw new AuthFailed(
          "The certificate "
              + certificateFile
              + " or its key "
              + keyFile.getFileName()
              + " beside it cannot be read: "
              + e.getMessage()
              + ".",
          e);
    } finally {
      Arrays.fill(pem, (byte) 0);
    }
  }

  private static PrivateKey key(String algorithm, byte[] pem, Path file, Secrets secrets)
      throws IOException, GeneralSecurityException {
    for (int attempt = 0; attempt <= ATTEMPTS; attempt++) {
      Optional<char[]> passphrase =
          attempt == 0 ? Optional.empty() : secrets.passphrase(file, attempt);
      if (attempt > 0 && passphrase.isEmpty()) {
        throw new AuthFailed(
            "The key " + file + " needs its passphrase, which was not given.", null);
      }
      try {
        Optional<PrivateKeyInfo> key = open(pem, passphrase);
        if (key.isPresent()) {
          return KeyFactory.getInstance(algorithm)
              .generatePrivate(new PKCS8EncodedKeySpec(key.get().getEncoded()));
        }
      } finally {
        passphrase.ifPresent(secret -> Arrays.fill(secret, '\0'));
      }
    }
    throw new AuthFailed(
        "The passphrase given for the key " + file + " is wrong. Check it and connect again.",
        null);
  }

  /** The key; empty if a passphrase is missing or wrong. */
  private static Optional<PrivateKeyInfo> open(byte[] pem, Optional<char[]> passphrase)
      throws IOException {
    try (var parser =
        new PEMParser(
            new InputStreamReader(new ByteArrayInputStream(pem), StandardCharsets.US_ASCII))) {
      for (Object each = parser.readObject(); each != null; each = parser.readObject()) {
        switch (each) {
          case PEMKeyPair pair -> {
            return Optional.of(pair.getPrivateKeyInfo());
          }
          case PrivateKeyInfo info -> {
            return Optional.of(info);
          }
          case PEMEncryptedKeyPair pair -> {
            return passphrase.isEmpty() ? Optional.empty() : decrypt(pair, passphrase.get());
          }
          case PKCS8EncryptedPrivateKeyInfo info -> {
            return passphrase.isEmpty() ? Optional.empty() : decrypt(info, passphrase.get());
          }
          default -> {} // parameters of the curve stand before some keys
        }
      }
    }
    throw new IOException("there is no private key in it");
  }

  private static Optional<PrivateKeyInfo> decrypt(PEMEncryptedKeyPair pair, char[] passphrase) {
    try {
      var plain =
          pair.decryptKeyPair(
              new JcePEMDecryptorProviderBuilder() // names the schemes its own way
                  .setProvider(new BouncyCastleProvider())
                  .build(passphrase));
      return Optional.of(plain.getPrivateKeyInfo());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Optional<PrivateKeyInfo> decrypt(
      PKCS8EncryptedPrivateKeyInfo info, char[] passphrase) {
    try {
      var plain =
          info.decryptPrivateKeyInfo(
              new JceOpenSSLPKCS8DecryptorProviderBuilder()
                  .setProvider(new BouncyCastleProvider())
                  .build(passphrase));
      return Optional.of(plain);
    } catch (PKCSException | OperatorCreationException _) {
      return Optional.empty();
    }
  }

  @Override
  public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[] {ALIAS};
  }

  @Override
  public String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return ALIAS;
  }

  @Override
  public String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return ALIAS;
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return new X509Certificate[] {certificate};
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return key;
  }
}
