package quayside.core.migrate.incus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quayside.core.driver.InstanceServer;
import quayside.core.driver.DriverException;
import quayside.core.driver.Instances;
import quayside.core.driver.OwnSetting;
import quayside.core.driver.incus.RealServer;
import quayside.core.model.Instance;
import quayside.core.model.InstanceSettings;
import quayside.core.model.InstanceState;
import quayside.core.model.NewInstance;
import quayside.core.model.ServerOperation;
import quayside.transport.Duplex;

/** What we write into settings neither fails nor undoes what others write there meanwhile. */
@Timeout(60)
final class OwnSettingRealTest {
  @TempDir Path folder;

  /** A real server's instances, into which somebody writes whenever one was just read. */
  private static final class Busy implements Instances {
    private final Instances real;
    private final RealServer server;
    private final String id;
    private int left;

    Busy(Instances real, RealServer server, String id, int left) {
      this.real = real;
      this.server = server;
      this.id = id;
      this.left = left;
    }

    @Override
    public Instance get(String instance) throws IOException {
      Instance read = real.get(instance);
      if (left > 0) {
        server.run(server.tool(), "config", "set", id, "user.other", String.valueOf(left--));
      }
      return read;
    }

    @Override
    public InstanceState state(String instance) throws IOException {
      return real.state(instance);
    }

    @Override
    public String create(NewInstance wanted, Consumer<ServerOperation> seen) throws IOException {
      return real.create(wanted, seen);
    }

    @Override
    public void rename(String instance, String name) throws IOException {
      real.rename(instance, name);
    }

    @Override
    public void save(String instance, InstanceSettings settings, Optional<String> etag)
        throws IOException {
      real.save(instance, settings, etag);
    }

    @Override
    public Duplex sftp(String instance) throws IOException {
      return real.sftp(instance);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"inc-a", "lxd-a"})
  void whatOthersWroteIsKept(String name) throws Exception {
    var server = new RealServer(name, folder);
    String id = server.make();
    try (var driver = server.drivers().open(server.by(server.ssh()))) {
      Instances real = InstanceServer.of(driver).instances();
      OwnSetting.write(new Busy(real, server, id, 3), "default:" + id, Mark.KEY, "ab COPIED -");
      var config = real.get("default:" + id).settings().config();
      assertEquals("ab COPIED -", config.get(Mark.KEY));
      assertEquals("1", config.get("user.other"));
      var always = new Busy(real, server, id, 100);
      assertThrows(
          DriverException.Conflict.class,
          () -> OwnSetting.erase(always, "default:" + id, Mark.KEY));
      assertEquals("ab COPIED -", real.get("default:" + id).settings().config().get(Mark.KEY));
    } finally {
      server.remove(id);
    }
  }
}
