package quayside.cli;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quayside.core.Quayside;
import quayside.core.driver.ContainerDriver;
import quayside.core.driver.DriverException;
import quayside.core.driver.NativeSend;
import quayside.core.migrate.MoveRefused;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.OsctlOptions;
import quayside.core.migrate.Preflight;
import quayside.core.model.ContainerRef;
import quayside.core.model.PeerAddress;

/**
 * The steps of a send by hand: config, rootfs, sync as often as wanted, state, cleanup; cancel.
 * Public, because picocli finds inherited verbs only so.
 */
abstract class SendSteps {
  final Shell shell;

  SendSteps(Shell shell) {
    this.shell = shell;
  }

  /** One step on an open node. */
  private interface Step {
    void run(Quayside quayside, ContainerRef container, NativeSend send) throws IOException;
  }

  @Command(name = "config", description = "Prepares the target and copies the configuration.")
  public int config(
      @Parameters(paramLabel = "NODE:CT") String name,
      @Parameters(paramLabel = "TARGET") String target,
      @Mixin SendOptions options)
      throws IOException {
    return step(
        "config",
        name,
        (quayside, container, send) -> {
          PeerAddress peer = Nodes.named(quayside, target).peerAddress();
          OsctlOptions special = options.osctl(); // not “or none”: these are osctl's own steps
          MoveRequest.Options wanted =
              options.with(new MoveRequest.SwitchOver.WhenTold(), Optional.empty(), special);
          var request = new MoveRequest(container, target, options.isCloning(), wanted);
          Preflight found = quayside.moves().check(request);
          if (!found.possible()) {
            throw new MoveRefused(found);
          }
          send.config(
              container.onNode(),
              new NativeSend.Config(
                  new PeerAddress(peer.host(), special.port().orElse(peer.port())),
                  wanted.asId(),
                  special.asUser(),
                  special.asGroup(),
                  wanted.toPool(),
                  wanted.network(),
                  false));
        });
  }

  @Command(name = "rootfs", description = "Sends the whole root file system.")
  public int rootfs(@Parameters(paramLabel = "NODE:CT") String name) throws IOException {
    return step("rootfs", name, (_, ct, send) -> send.rootfs(ct.onNode(), listener("rootfs")));
  }

  @Command(name = "sync", description = "Sends what was written since the last rootfs or sync.")
  public int sync(@Parameters(paramLabel = "NODE:CT") String name) throws IOException {
    return step("sync", name, (_, ct, send) -> send.sync(ct.onNode(), listener("sync")));
  }

  @Command(name = "state", description = "Stops the source, sends the rest, starts the target.")
  public int state(
      @Parameters(paramLabel = "NODE:CT") String name,
      @Option(names = "--clone") boolean cloning,
      @Option(names = "--no-start") boolean noStart,
      @Option(names = "--no-restart") boolean noRestart,
      @Option(names = "--no-consistent") boolean noConsistent)
      throws IOException {
    var options = new NativeSend.Switch(cloning, !noConsistent, !noRestart, !noStart);
    return step(
        "state", name, (_, ct, send) -> send.state(ct.onNode(), options, listener("state")));
  }

  @Command(
      name = "cleanup",
      description = "Removes the sent container from the source, after looking at the target.")
  public int cleanup(@Parameters(paramLabel = "NODE:CT") String name) throws IOException {
    return step(
        "cleanup",
        name,
        (quayside, ct, send) -> {
          SentCheck.complete(quayside, ct, send);
          send.cleanup(ct.onNode(), listener("cleanup"));
        });
  }

  @Command(name = "cancel", description = "Takes an open send back; possible until state.")
  public int cancel(
      @Parameters(paramLabel = "NODE:CT") String name,
      @Option(names = "--force", description = "Ignore the target's refusal.") boolean force,
      @Option(names = "--local", description = "Do not ask the target at all.") boolean local)
      throws IOException {
    return step("cancel", name, (_, ct, send) -> send.cancel(ct.onNode(), force, local));
  }

  private int step(String verb, String name, Step step) throws IOException {
    Console console = shell.console();
    try (Quayside quayside = shell.open()) {
      ContainerRef container = quayside.fleet().find(name);
      try (ContainerDriver driver =
          quayside.drivers().open(Nodes.named(quayside, container.node()))) {
        Optional<NativeSend> send = driver.nativeSend();
        if (send.isEmpty()) {
          throw new DriverException.Unsupported(container.node() + " cannot send containers.");
        }
        step.run(quayside, container, send.get());
      }
      Map<String, Object> object = Views.typed("done");
      object.put("verb", "send-" + verb);
      object.put("container", container.toString());
      console.object(object);
      console.line("send " + verb + " " + container + ": done");
    }
    return Main.DONE;
  }

  private NativeSend.Listener listener(String verb) {
    Console console = shell.console();
    return new NativeSend.Listener() {
      @Override
      public void update(String text) {
        console.line(text);
        Map<String, Object> object = Views.typed("update");
        object.put("text", text);
        console.object(object);
      }

      @Override
      public void bytes(long done, long total) {
        console.status(verb + " " + Text.bytes(done) + " of " + Text.bytes(Math.max(done, total)));
      }
    };
  }
}
