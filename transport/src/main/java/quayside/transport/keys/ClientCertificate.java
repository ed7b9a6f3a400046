package quayside.transport.keys;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.EnumSet;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate by which servers know this program: self-signed, EC P-384, for TLS clients, good
 * for ten years, as Incus' and LXD's own clients make it. Both files have mode 0600.
 */
public final class ClientCertificate {
  private static final Duration LIFE = Duration.ofDays(3650);

  private ClientCertificate() {}

  /** The key's file beside a certificate's: the same name with {@code .key}. */
  public static Path keyBeside(Path certificate) {
    String name = String.valueOf(certificate.getFileName());
    int dot = name.lastIndexOf('.');
    return certificate.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".key");
  }

  /** SHA-256 of a certificate in hexadecimal, as Incus and LXD print it. */
  public static String fingerprint(X509Certificate certificate) throws GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    return HexFormat.of().formatHex(digest);
  }

  /** The same of the certificate in a PEM file. */
  public static String fingerprint(Path certificate) throws IOException {
    try {
      return fingerprint(read(certificate));
    } catch (GeneralSecurityException e) {
      throw new IOException("The certificate " + certificate + " cannot be read.", e);
    }
  }

  /**
   * The certificate in a PEM file, as PEM and alone: a key that stands beside it stays there.
   *
   * @throws CertificateException if there is none in it
   */
  public static String pem(Path certificate) throws IOException, CertificateException {
    byte[] text = pem("CERTIFICATE", read(certificate).getEncoded());
    return new String(text, StandardCharsets.US_ASCII);
  }

  private static X509Certificate read(Path certificate) throws IOException, CertificateException {
    try (InputStream in = Files.newInputStream(certificate)) {
      var factory = CertificateFactory.getInstance("X.509");
      return (X509Certificate) factory.generateCertificate(in);
    }
  }

  /**
   * Makes a certificate and its key, unless the certificate is there.
   *
   * @param name who it is for, as the server's list will show it
   * @throws IOException if they cannot be made or written
   */
  public static void makeIfMissing(Path certificate, String name) throws IOException {
    if (Files.exists(certificate)) {
      return;
    }
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp384r1"));
      KeyPair pair = generator.generateKeyPair();
      // the key first: a certificate without its key would be taken for a whole pair
      replace(keyBeside(certificate), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
      replace(certificate, pem("CERTIFICATE", selfSigned(pair, name).getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "The certificate " + certificate + " could not be made: " + e.getMessage(), e);
    }
  }

  /**
   * A certificate for a pair of keys, signed with itself.
   *
   * @param name its common name
   */
  public static X509Certificate selfSigned(KeyPair pair, String name)
      throws IOException, GeneralSecurityException {
    try {
      return signed(pair, name);
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static X509Certificate signed(KeyPair pair, String name)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    var subject =
        new X500NameBuilder(BCStyle.INSTANCE)
            .addRDN(BCStyle.O, "quayside")
            .addRDN(BCStyle.CN, name)
            .build();
    Instant now = Instant.now();
    var builder =
        new JcaX509v3CertificateBuilder(
                subject,
                new BigInteger(127, new SecureRandom()),
                Date.from(now.minus(Duration.ofDays(1))), // clocks differ
                Date.from(now.plus(LIFE)),
                subject,
                pair.getPublic())
            .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
            .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
            .addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
    var signer = new JcaContentSignerBuilder("SHA384withECDSA").build(pair.getPrivate());
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private static byte[] pem(String type, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    String text = "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Whole or not at all, and never readable by others. */
  private static void replace(Path file, byte[] content) throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path folder = file.toAbsolutePath().getParent();
    Path fresh = Files.createTempFile(folder, ".cert", ".tmp", mode);
    try {
      try (var channel = Files.newByteChannel(fresh, EnumSet.of(StandardOpenOption.WRITE))) {
        for (var bytes = ByteBuffer.wrap(content); bytes.hasRemaining(); ) {
          channel.write(bytes);
        }
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Arrays.fill(content, (byte) 0);
      Files.deleteIfExists(fresh);
    }
  }
}
