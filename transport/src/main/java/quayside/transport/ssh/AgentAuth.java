package quayside.transport.ssh;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.PublicKey;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import net.schmizz.sshj.userauth.method.AuthPublickey;

/** Public-key authentication (RFC 4252 §7) where the agent makes the signature. */
final class AgentAuth extends AuthPublickey {
  private final Agent agent;
  private final Agent.Key key;

  AgentAuth(Agent agent, Agent.Key key) {
    super(new PublicOnly(key.key()));
    this.agent = agent;
    this.key = key;
  }

  @Override
  public boolean shouldRetry() {
    return false;
  }

  @Override
  protected SSHPacket putSig(SSHPacket request) throws UserAuthException {
    try {
      byte[] data =
          new Buffer.PlainBuffer()
              .putString(params.getTransport().getSessionID())
              .putBuffer(request)
              .getCompactData();
      return request.putString(agent.sign(key, data, algorithm()));
    } catch (IOException e) {
      throw new UserAuthException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The first algorithm for this type of key is the one that the request names. */
  private String algorithm() throws TransportException {
    return params
        .getTransport()
        .getClientKeyAlgorithms(KeyType.fromKey(key.key()))
        .getFirst()
        .getKeyAlgorithm();
  }

  private record PublicOnly(PublicKey key) implements KeyProvider {
    @Override
    public PrivateKey getPrivate() throws IOException {
      throw new IOException("this key stays in the agent");
    }

    @Override
    public PublicKey getPublic() {
      return key;
    }

    @Override
    public KeyType getType() {
      return KeyType.fromKey(key);
    }
  }
}
