package quayside.core.transfer.incus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import quayside.core.archive.backup.BackupIndex;
import quayside.core.driver.InstanceServer;
import quayside.core.model.ContainerState;
import quayside.core.model.Instance;
import quayside.core.model.InstanceSnapshot;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;
import quayside.core.transfer.way.ImportWords;

/** Looks whether the instance is there with everything, and starts it if wanted. */
record SeeStep(ImportRun run) implements Step {
  static final String NAME = "finish";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(StepContext context) throws IOException {
    var words = new ImportWords(run.errand);
    InstanceServer server = InstanceServer.of(context.target());
    Instance instance = run.look(context).orElseThrow(() -> words.incomplete("it is not there"));
    List<String> wrong = wrong(instance, server);
    if (!wrong.isEmpty()) {
      throw words.incomplete(String.join("; ", wrong));
    }
    List<String> differences = new FilesLook(run).differences(context, instance, server);
    if (!differences.isEmpty()) {
      throw words.incomplete("of its files " + String.join(", ", differences));
    }
    if (MacAddresses.renew(server, context.target(), instance)) {
      context.detail("It gets new MAC addresses: others on " + run.errand.node() + " have its own");
    }
    if (run.errand.options().start() && instance.state() != ContainerState.RUNNING) {
      words.start(context, () -> context.target().show(run.errand.name()));
    }
  }

  private List<String> wrong(Instance instance, InstanceServer server) throws IOException {
    var wrong = new ArrayList<String>();
    BackupIndex index = run.archive().index();
    var missing = new TreeSet<>(index.snapshots());
    for (InstanceSnapshot snapshot : server.snapshots().list(run.errand.name())) {
      missing.remove(snapshot.name());
    }
    if (!missing.isEmpty()) {
      wrong.add("these snapshots are missing: " + String.join(", ", missing));
    }
    index
        .instance()
        .ifPresent(settings -> {
          Map<String, String> found = instance.settings().config();
          var lost = new TreeSet<String>();
          settled(settings.config())
              .forEach((key, value) -> {
                if (!value.equals(found.get(key))) {
                  lost.add(key);
                }
              });
          if (!lost.isEmpty()) {
            wrong.add("these settings are not as in the archive: " + String.join(", ", lost));
          }
          if (!settings.profiles().equals(instance.settings().profiles())) {
            wrong.add("its profiles are " + String.join(", ", instance.settings().profiles()));
          }
          var devices = new TreeSet<>(settings.devices().keySet());
          devices.removeAll(instance.settings().devices().keySet());
          if (!devices.isEmpty()) {
            wrong.add("these devices are missing: " + String.join(", ", devices));
          }
        });
    return wrong;
  }

  /** What the server writes there by itself changes. */
  private static Map<String, String> settled(Map<String, String> config) {
    var settled = new HashMap<>(config);
    settled.keySet().removeIf(key -> key.startsWith("volatile."));
    return settled;
  }
}
