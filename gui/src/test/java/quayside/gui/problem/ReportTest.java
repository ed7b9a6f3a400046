package quayside.gui.problem;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import quayside.core.problem.Problem;

class ReportTest {
  @Test
  void aReportTellsWhatHappenedButNoSecrets() {
    String home = System.getProperty("user.home");
    String details =
        "password=hunter2 token: abc123\n"
            + "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz\n-----END OPENSSH PRIVATE KEY-----\n"
            + home
            + "/.ssh/id_ed25519";
    Problem problem =
        new Problem("unreachable", "Not reachable", "harbor-b does not answer.", "", details);
    String report = Report.of(problem, "0.1.0");
    assertTrue(report.contains("harbor-b does not answer."));
    assertTrue(report.contains("Quayside 0.1.0"));
    assertTrue(report.contains("~/.ssh/id_ed25519"));
    for (String secret : new String[] {"hunter2", "abc123", "b3BlbnNz", home + "/"}) {
      assertFalse(report.contains(secret), secret);
    }
  }
}
