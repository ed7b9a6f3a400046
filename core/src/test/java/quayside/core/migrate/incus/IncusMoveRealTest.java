package quayside.core.migrate.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import quayside.core.migrate.IncusOptions;
import quayside.core.migrate.IncusOptions.Route;
import quayside.core.operation.OperationView;
import quayside.core.operation.OperationView.Status;

/** From Incus to Incus. */
class IncusMoveRealTest extends MoveRealContract {
  @Override
  String source() {
    return "inc-a";
  }

  @Override
  String target() {
    return "inc-b";
  }

  /** Into a pool of another kind, by the route that no other test goes. */
  @Test
  void itIsGivenAnotherNameProjectPoolAndSettings() throws Exception {
    String id = pair.running();
    String content = pair.content(pair.a, id);
    String project = pair.unused();
    String name = project + "n";
    pair.b.run(
        "incus",
        "project",
        "create",
        project,
        "-c",
        "features.profiles=false",
        "-c",
        "features.images=false");
    try {
      var special =
          IncusOptions.DEFAULT
              .withProject(project)
              .withConfig(Map.of("boot.autostart.priority", "7", "limits.processes", "200"))
              .withRoute(Route.PUSH);
      OperationView view =
          pair.run(
              pair.request(
                  id, false, o -> o.withAsId(name).withToPool("second").withSpecial(special)));
      assertEquals(Status.SUCCEEDED, view.status(), view.toString());
      assertEquals("", pair.state(pair.a, id));
      assertEquals(content, pair.content(pair.b, "second", project + "_" + name));
      String list =
          pair.b.run("incus", "--project", project, "list", "-f", "csv", "-c", "ns").strip();
      assertEquals(name + ",RUNNING", list);
      String limit =
          pair.b.run("incus", "--project", project, "config", "get", name, "limits.processes");
      assertEquals("200", limit.strip());
    } finally {
      pair.b.removeProject(project, name);
    }
  }

  /** What its profiles there would bring is hidden, and its own device is replaced as a whole. */
  @Test
  void itIsGivenOtherDevicesOtherProfilesAndNoNetwork() throws Exception {
    String id = pair.running();
    String content = pair.content(pair.a, id);
    pair.a.run(
        "incus", "config", "device", "add", id, "share", "disk", "source=/etc", "path=/mnt/share");
    String profile = pair.unused();
    pair.b.run("incus", "profile", "copy", "default", profile);
    try {
      pair.b.run("incus", "profile", "set", profile, "limits.processes=250");
      var share = Map.of("type", "disk", "source", "/usr", "path", "/mnt/usr", "readonly", "true");
      var special =
          IncusOptions.DEFAULT.withProfiles(List.of(profile)).withDevices(Map.of("share", share));
      OperationView view =
          pair.run(pair.request(id, false, o -> o.withNetwork(false).withSpecial(special)));
      assertEquals(Status.SUCCEEDED, view.status(), view.toString());
      assertEquals("", pair.state(pair.a, id));
      assertEquals("RUNNING", pair.state(pair.b, id));
      assertEquals(content, pair.content(pair.b, id));
      assertEquals("lo", pair.exec(pair.b, id, "ls /sys/class/net"));
      String seen = pair.exec(pair.b, id, "ls -A /mnt/share; ls -d /mnt/usr/bin");
      assertEquals("/mnt/usr/bin", seen);
      String limit = pair.b.run("incus", "config", "get", "--expanded", id, "limits.processes");
      assertEquals("250", limit.strip());
      String devices = pair.b.run("incus", "config", "device", "show", id);
      assertFalse(devices.contains("/etc"), devices);
    } finally {
      pair.b.remove(id);
      pair.b.run("incus", "profile", "delete", profile);
    }
  }
}
