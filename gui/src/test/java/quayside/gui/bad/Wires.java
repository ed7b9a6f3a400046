package quayside.gui.bad;

import net.schmizz.sshj.SSHClient;
import okhttp3.OkHttpClient;
import org.apache.sshd.server.SshServer;
import org.slf4j.Logger;
import quayside.gui.rules.Breaks;
import tools.jackson.databind.JsonNode;

@Breaks({
  "SSHJ_IN_SSH_ONLY",
  "SLF4J_IN_SSH_ONLY",
  "SSHD_IN_SERVER_ONLY",
  "OKHTTP_IN_HTTP_ONLY",
  "JACKSON_IN_TWO_PACKAGES"
})
record Wires(SSHClient client, SshServer server, OkHttpClient http, JsonNode json, Logger log) {}
