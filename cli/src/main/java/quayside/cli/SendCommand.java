package quayside.cli;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import quayside.core.Quayside;
import quayside.core.migrate.Finding;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.IncusOptions.Manner;
import quayside.core.migrate.MoveRequest;
import quayside.core.migrate.MoveRequest.SwitchOver;
import quayside.core.migrate.Preflight;
import quayside.core.migrate.WayOptions;
import quayside.core.operation.OperationView;

/** {@code send}: moves or clones containers, in one go; the steps by hand are its subcommands. */
@Command(
    name = "send",
    customSynopsis = {
      "quayside send [OPTIONS] NODE:CT… TARGET",
      "quayside send config NODE:CT TARGET [OPTIONS]",
      "quayside send rootfs|sync|state|cleanup|cancel NODE:CT [OPTIONS]"
    },
    description = "Moves or clones containers to another node.")
final class SendCommand extends SendSteps implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "NODE:CT… TARGET", hideParamSyntax = true)
  private List<String> names = List.of();

  @Mixin private SendOptions options = new SendOptions();
  @Mixin private IncusSendOptions instances = new IncusSendOptions();

  @Option(
      names = "--switch",
      paramLabel = "WHEN",
      defaultValue = "ready",
      description =
          "When to switch over: now (no syncs), ready (when more syncs would not shorten the stop),"
              + " ask, below=2s (only if the forecast stop is shorter, else ask).")
  private String when = "ready";

  @Option(
      names = "--way",
      paramLabel = "NAME",
      description = "The way to go, where several lead from node to node: osctl, incus.")
  private Optional<String> way = Optional.empty();

  @Option(names = "--check", description = "Only tell what would happen and what is in the way.")
  private boolean checkOnly;

  @Option(names = "--fix", description = "Do what the findings offer before moving.")
  private boolean fix;

  SendCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (names.size() < 2) { // not by arity: the subcommands go without
      throw new ParameterException(spec.commandLine(), "NODE:CT… and TARGET are needed");
    }
    if (checkOnly && fix) {
      throw new ParameterException(
          spec.commandLine(), "--check changes nothing and --fix does: give one of them");
    }
    SwitchOver switchOver = SendOptions.switchOver(when);
    WayOptions special = special();
    Console console = shell.console();
    int worst = Main.DONE;
    try (Quayside quayside = shell.open()) {
      String target = names.getLast();
      Nodes.named(quayside, target);
      for (String name : names.subList(0, names.size() - 1)) {
        var request =
            new MoveRequest(
                quayside.fleet().find(name),
                target,
                options.isCloning(),
                options.with(switchOver, way, special));
        if (checkOnly || fix) {
          Preflight found = check(quayside, request);
          worst = Math.max(worst, found.possible() ? Main.DONE : Main.REFUSED);
          if (checkOnly || !found.possible()) {
            continue;
          }
        }
        console.status("checking " + name + " …");
        String id = quayside.moves().start(request);
        Map<String, Object> begun = Views.typed("started");
        begun.put("id", id);
        begun.put("source", request.source().toString());
        begun.put("target", target);
        console.object(begun);
        OperationView end = new Follow(quayside.activity(), console).toTheEnd(id);
        worst = Math.max(worst, Follow.code(end));
        if (Follow.code(end) == Main.CANCELLED) {
          break;
        }
      }
    }
    return worst;
  }

  /** What only one of the ways knows. */
  private WayOptions special() {
    WayOptions osctl = options.osctl().orNone();
    IncusOptions told = instances.incus();
    if (told.manner() instanceof Manner.OfSnapshot && !options.isCloning()) {
      throw new ParameterException(
          spec.commandLine(), "--snapshot leaves the source where it is: say --clone, too");
    }
    if (told.manner() instanceof Manner.Live && options.isCloning()) {
      throw new ParameterException(
          spec.commandLine(), "--live moves the one memory there is: it goes without --clone");
    }
    WayOptions incus = told.orNone();
    if (osctl instanceof WayOptions.None) {
      return incus;
    }
    if (incus instanceof WayOptions.None) {
      return osctl;
    }
    throw new ParameterException(
        spec.commandLine(),
        "%s is for vpsAdminOS nodes, %s for Incus and LXD: a move has only one of these ways"
            .formatted(String.join(", ", osctl.wishes()), String.join(", ", incus.wishes())));
  }

  private Preflight check(Quayside quayside, MoveRequest request) throws IOException {
    Preflight found = quayside.moves().check(request);
    var done = new HashSet<Finding.Fix>();
    while (fix && fixNext(quayside, request, found, done)) {
      found = quayside.moves().check(request); // one repair may uncover the need of another
    }
    for (Finding finding : found.findings()) {
      Main.say(shell.console(), finding);
    }
    Map<String, Object> object = Views.typed("preflight");
    object.put("possible", found.possible());
    object.put("bytes", found.bytes());
    object.put("stopMillis", found.stop().map(java.time.Duration::toMillis));
    object.put("commands", found.commands());
    shell.console().object(object);
    if (checkOnly) {
      shell.console().line("to carry: " + Views.size(found.bytes()));
      found.stop().ifPresent(s -> shell.console().line("stopped for ≈ " + Text.time(s)));
      found.commands().forEach(shell.console()::line);
    }
    if (fix && !found.possible()) {
      shell.console().note("Not moved: this is still in the way.");
    }
    return found;
  }

  /** Does what is offered and was not yet done; false if there is nothing of that kind. */
  private boolean fixNext(
      Quayside quayside, MoveRequest request, Preflight found, Set<Finding.Fix> done)
      throws IOException {
    boolean fixed = false;
    for (Finding finding : found.findings()) {
      if (finding.fix().filter(done::add).isPresent()) {
        shell.console().line(finding.fix().get().label() + " …");
        quayside.moves().fix(request, finding.fix().get());
        fixed = true;
      }
    }
    return fixed;
  }
}
