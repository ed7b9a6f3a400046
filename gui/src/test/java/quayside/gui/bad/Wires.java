package quayside.gui.bad;

import net.schmizz.sshj.SSHClient;
import org.apache.sshd.server.SshServer;
import org.slf4j.Logger;
import quayside.gui.rules.Breaks;
import tools.jackson.databind.JsonNode;

@Breaks({"SSHJ_IN_SSH_ONLY", "SLF4J_IN_SSH_ONLY", "SSHD_IN_SERVER_ONLY", "JACKSON_IN_TWO_PACKAGES"})
record Wires(SSHClient client, SshServer server, JsonNode json, Logger log) {}
