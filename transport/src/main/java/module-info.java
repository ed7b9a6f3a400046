/** How bytes get to a machine: SSH connections, an SSH server of our own, keys. */
@org.jspecify.annotations.NullMarked
module quayside.transport {
  requires static transitive org.jspecify;
  requires com.hierynomus.sshj;
  requires org.bouncycastle.provider;
  requires org.bouncycastle.pkix;
  requires org.slf4j;
  requires org.apache.sshd.osgi;
  requires okhttp3;
  requires okio;
  requires kotlin.stdlib;
  requires jdk.net;

  exports quayside.transport;
  exports quayside.transport.hosts;
  exports quayside.transport.http;
  exports quayside.transport.keys;
  exports quayside.transport.server;
}
