package quayside.transport.ssh;

import com.hierynomus.sshj.key.KeyAlgorithms;
import com.hierynomus.sshj.transport.cipher.BlockCiphers;
import com.hierynomus.sshj.transport.cipher.ChachaPolyCiphers;
import com.hierynomus.sshj.transport.cipher.GcmCiphers;
import java.security.Security;
import java.time.Duration;
import java.util.List;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.LoggerFactory;
import net.schmizz.sshj.common.SecurityUtils;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/**
 * What makes sshj as fast as OpenSSH: the JDK's own AES (with the processor's instructions) before
 * BouncyCastle's, GCM before all other ciphers, large windows and packets. Out of the box sshj
 * reaches an eighth of OpenSSH's speed.
 */
final class Tuning {
  static final int WINDOW = 16 << 20;

  /** Larger packets than 128 KiB break sshj's own limit of 256 KiB per packet. */
  static final int PACKET = 128 << 10;

  private Tuning() {}

  static SSHClient client(Duration limit) {
    // last: only for what the JDK lacks (the name ECDSA, ChaCha20 in SSH's form)
    if (Security.getProvider(BouncyCastleProvider.PROVIDER_NAME) == null) {
      Security.addProvider(new BouncyCastleProvider());
    }
    SecurityUtils.setRegisterBouncyCastle(false);
    var client = new SSHClient(new Tuned());
    client.getConnection().setWindowSize(WINDOW);
    client.getConnection().setMaxPacketSize(PACKET);
    client.getTransport().setTimeoutMs(millis(limit));
    // set before connecting, else a dead peer is not noticed
    KeepAliveRunner keepAlive = (KeepAliveRunner) client.getConnection().getKeepAlive();
    keepAlive.setKeepAliveInterval(Math.clamp(limit.toSeconds() / 3, 1, 3600));
    keepAlive.setMaxAliveCount(3);
    return client;
  }

  static int millis(Duration limit) {
    return Math.clamp(limit.toMillis(), 1, Integer.MAX_VALUE);
  }

  /** Says what there is instead of trying all that there could be, for each connection anew. */
  private static final class Tuned extends DefaultConfig {
    Tuned() {
      setLoggerFactory(new Silent());
      setKeepAliveProvider(KeepAliveProvider.KEEP_ALIVE);
    }

    @Override
    protected void initCipherFactories() {
      setCipherFactories(
          List.of(
              GcmCiphers.AES128GCM(),
              GcmCiphers.AES256GCM(),
              BlockCiphers.AES128CTR(),
              BlockCiphers.AES256CTR(),
              ChachaPolyCiphers.CHACHA_POLY_OPENSSH()));
    }

    @Override
    protected void initKeyAlgorithms() {
      setKeyAlgorithms(
          List.of(
              KeyAlgorithms.EdDSA25519(),
              KeyAlgorithms.ECDSASHANistp256(),
              KeyAlgorithms.ECDSASHANistp384(),
              KeyAlgorithms.ECDSASHANistp521(),
              KeyAlgorithms.RSASHA512(),
              KeyAlgorithms.RSASHA256()));
    }
  }

  /** What sshj logs as errors with stacks reaches us as exceptions, and is told from there. */
  private static final class Silent implements LoggerFactory {
    @Override
    public Logger getLogger(String name) {
      return NOPLogger.NOP_LOGGER;
    }

    @Override
    public Logger getLogger(Class<?> type) {
      return NOPLogger.NOP_LOGGER;
    }
  }
}
