package quayside.transport.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import net.schmizz.sshj.common.Buffer;
import quayside.transport.keys.PublicKeyLine;

/** The user's ssh-agent (draft-miller-ssh-agent). A new connection for each question. */
final class Agent {
  private static final int REQUEST_IDENTITIES = 11;
  private static final int IDENTITIES_ANSWER = 12;
  private static final int SIGN_REQUEST = 13;
  private static final int SIGN_RESPONSE = 14;
  private static final int RSA_SHA2_256 = 2;
  private static final int RSA_SHA2_512 = 4;
  private static final int LARGEST_ANSWER = 1 << 20;
  private static final Set<String> TYPES =
      Set.of(
          "ssh-ed25519",
          "ecdsa-sha2-nistp256",
          "ecdsa-sha2-nistp384",
          "ecdsa-sha2-nistp521",
          "ssh-rsa");

  /** People may have to confirm the use of a key, or touch a token. */
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Path socket;

  Agent(Path socket) {
    this.socket = socket;
  }

  /** A key that the agent keeps. */
  record Key(PublicKey key, PublicKeyLine line) {}

  /** The keys of kinds that we can use; certificates and security keys are passed over. */
  List<Key> keys() throws IOException {
    var answer = ask(new Buffer.PlainBuffer().putByte((byte) REQUEST_IDENTITIES));
    if (answer.readByte() != IDENTITIES_ANSWER) {
      throw new IOException("The ssh-agent at " + socket + " does not tell its keys.");
    }
    var keys = new ArrayList<Key>();
    for (long left = answer.readUInt32(); left > 0; left--) {
      byte[] blob = answer.readBytes();
      String comment = answer.readString();
      String type = new Buffer.PlainBuffer(blob).readString();
      if (TYPES.contains(type)) {
        String base64 = Base64.getEncoder().encodeToString(blob);
        keys.add(
            new Key(
                new Buffer.PlainBuffer(blob).readPublicKey(),
                new PublicKeyLine(type, base64, comment)));
      }
    }
    return keys;
  }

  /**
   * Lets the agent sign.
   *
   * @param algorithm the signature's name, for RSA keys {@code rsa-sha2-256} or {@code -512}
   */
  byte[] sign(Key key, byte[] data, String algorithm) throws IOException {
    int flags =
        switch (algorithm) {
          case "rsa-sha2-256" -> RSA_SHA2_256;
          case "rsa-sha2-512" -> RSA_SHA2_512;
          default -> 0;
        };
    var answer =
        ask(
            new Buffer.PlainBuffer()
                .putByte((byte) SIGN_REQUEST)
                .putBytes(Base64.getDecoder().decode(key.line().base64()))
                .putBytes(data)
                .putUInt32(flags));
    if (answer.readByte() != SIGN_RESPONSE) {
      throw new IOException("The ssh-agent did not sign with the key " + key.line().comment());
    }
    return answer.readBytes();
  }

  private Buffer.PlainBuffer ask(Buffer.PlainBuffer question) throws IOException {
    byte[] body = question.getCompactData();
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        var deadline = new Deadline(LIMIT, () -> close(channel))) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      var out = ByteBuffer.allocate(4 + body.length).putInt(body.length).put(body).flip();
      while (out.hasRemaining()) {
        channel.write(out);
      }
      int length = fill(channel, ByteBuffer.allocate(4)).getInt();
      if (length <= 0 || length > LARGEST_ANSWER || deadline.missed()) {
        throw new IOException("The ssh-agent at " + socket + " answers nonsense.");
      }
      return new Buffer.PlainBuffer(fill(channel, ByteBuffer.allocate(length)).array());
    }
  }

  private static ByteBuffer fill(SocketChannel channel, ByteBuffer target) throws IOException {
    while (target.hasRemaining()) {
      if (channel.read(target) < 0) {
        throw new EOFException("The ssh-agent hung up.");
      }
    }
    return target.flip();
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      System.getLogger(Agent.class.getName()).log(System.Logger.Level.DEBUG, "closing", e);
    }
  }
}
