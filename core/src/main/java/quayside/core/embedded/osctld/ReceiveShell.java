package quayside.core.embedded.osctld;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import quayside.core.embedded.faults.Faults;
import quayside.core.embedded.osctld.OsctldService.OsctldError;
import quayside.transport.server.ServerExec;

/** The only thing that {@code osctl-ct-receive} can run (facts §4.2, §4.3). */
final class ReceiveShell {
  private static final System.Logger LOG = System.getLogger(ReceiveShell.class.getName());
  private static final Set<String> VERBS =
      Set.of("skel", "base", "incremental", "transfer", "cancel");
  private static final String TOKEN_USAGE =
      """
      Usage:
        receive skel [pool|- [passphrase]]
        receive base <token> <dataset> [snapshot]
        receive incremental <token> <dataset> [snapshot]
        receive transfer <token> [start]
        receive cancel <token>
      """;
  private static final String ID_USAGE =
      """
      Usage:
        receive skel [pool]
        receive base [pool:]<id> <dataset> [snapshot]
        receive incremental [pool:]<id> <dataset> [snapshot]
        receive transfer [pool:]<id> [start]
        receive cancel [pool:]<id>
      """;

  private final Receiving receiving;
  private final Faults faults;
  private final boolean tokens;

  ReceiveShell(Receiving receiving, Faults faults, boolean tokens) {
    this.receiving = receiving;
    this.faults = faults;
    this.tokens = tokens;
  }

  /** Runs one command; words are split at white space, there is no quoting. */
  int run(ServerExec exec, Receiving.Sender sender) throws IOException {
    List<String> words = Arrays.stream(exec.command().orElse("").strip().split("\\s+")).toList();
    if (!wellFormed(words)) {
      print(exec.err(), tokens ? TOKEN_USAGE : ID_USAGE);
      return 1;
    }
    String verb = words.get(1);
    String step = "receive_" + verb;
    try {
      faults.awaitStep(step);
      if (faults.has(Faults.Kind.FLOOD)) {
        flood(exec.err());
      }
      if (faults.fails(step)) {
        throw new OsctldError("internal error");
      }
      dispatch(exec, sender, verb, words);
      return 0;
    } catch (OsctldError e) {
      print(exec.err(), "Error: " + e.getMessage() + "\n");
    } catch (Flow.Cut e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(System.Logger.Level.INFO, "internal error in " + step, e);
      print(exec.err(), "Error: internal error\n");
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.DEBUG, "interrupted", e);
      print(exec.err(), "Error: osctld is shutting down\n");
    }
    return 1;
  }

  private boolean wellFormed(List<String> words) {
    if (words.size() < 2 || !words.get(0).equals("receive") || !VERBS.contains(words.get(1))) {
      return false;
    }
    int arguments = words.size() - 2;
    return switch (words.get(1)) {
      case "skel" -> arguments <= (tokens ? 2 : 1);
      case "base", "incremental" -> arguments == 2 || arguments == 3;
      case "transfer" -> arguments == 1 || (arguments == 2 && words.get(3).equals("start"));
      default -> arguments == 1;
    };
  }

  private void dispatch(ServerExec exec, Receiving.Sender sender, String verb, List<String> words)
      throws OsctldError, IOException, InterruptedException {
    if (faults.has(Faults.Kind.DAEMON_DOWN)) {
      throw new OsctldError("No such file or directory - connect(2) for control.sock");
    }
    @Nullable String second = words.size() > 3 ? words.get(3) : null;
    switch (verb) {
      case "skel" -> {
        @Nullable String pool = words.size() > 2 && !words.get(2).equals("-") ? words.get(2) : null;
        String token = receiving.skel(sender, pool, second, exec.in());
        if (tokens) {
          print(exec.out(), token + "\n");
        }
      }
      case "base", "incremental" ->
          receiving.stream(
              sender,
              verb,
              words.get(2),
              words.get(3),
              words.size() > 4 ? words.get(4) : null,
              new FaultyInput(exec.in(), faults));
      case "transfer" -> receiving.transfer(sender, words.get(2), second != null);
      default -> receiving.cancel(sender, words.get(2));
    }
  }

  private static void print(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  static void flood(OutputStream err) throws IOException {
    byte[] line =
        "something is wrong, and says so again and again\n"
            .repeat(200)
            .getBytes(StandardCharsets.UTF_8);
    for (long bytes = 0; bytes < 100L << 20; bytes += line.length) {
      err.write(line);
    }
    err.flush();
  }
}
