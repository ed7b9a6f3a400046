package quayside.core.migrate.incus;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import quayside.core.driver.InstanceServer;
import quayside.core.model.KnownSettings;
import quayside.core.model.Platform;
import quayside.core.model.ServerInfo;

/**
 * Which keys of a source's settings its target takes, and what they are called there. A server
 * refuses the whole instance for one key that it does not know.
 */
final class Keys {
  /** Incus gave these another name when it parted from LXD; with the same values. */
  private static final Map<String, String> RENAMED =
      Map.of(
          "security.devlxd", "security.guestapi",
          "security.devlxd.images", "security.guestapi.images");

  /**
   * Each tried on LXD 5.0.2, Incus 6.0.4 and Incus 7.0.2, which all take them; so whoever has only
   * these need not be asked for.
   */
  private static final KnownSettings EVERYWHERE =
      new KnownSettings(
          Set.of(
              "boot.autostart",
              "boot.autostart.delay",
              "boot.autostart.priority",
              "boot.host_shutdown_timeout",
              "boot.stop.priority",
              "cloud-init.network-config",
              "cloud-init.user-data",
              "cloud-init.vendor-data",
              "cluster.evacuate",
              "environment.*",
              "image.*",
              "limits.cpu",
              "limits.cpu.allowance",
              "limits.cpu.priority",
              "limits.disk.priority",
              "limits.hugepages.1GB",
              "limits.hugepages.1MB",
              "limits.hugepages.2MB",
              "limits.hugepages.64KB",
              "limits.kernel.*",
              "limits.memory",
              "limits.memory.enforce",
              "limits.memory.swap",
              "limits.memory.swap.priority",
              "limits.processes",
              "linux.kernel_modules",
              "linux.sysctl.*",
              "migration.incremental.memory",
              "migration.incremental.memory.goal",
              "migration.incremental.memory.iterations",
              "nvidia.driver.capabilities",
              "nvidia.require.cuda",
              "nvidia.require.driver",
              "nvidia.runtime",
              "raw.apparmor",
              "raw.idmap",
              "raw.lxc",
              "raw.seccomp",
              "security.idmap.base",
              "security.idmap.isolated",
              "security.idmap.size",
              "security.nesting",
              "security.privileged",
              "security.protection.delete",
              "security.protection.shift",
              "security.syscalls.allow",
              "security.syscalls.deny",
              "security.syscalls.deny_compat",
              "security.syscalls.deny_default",
              "security.syscalls.intercept.bpf",
              "security.syscalls.intercept.bpf.devices",
              "security.syscalls.intercept.mknod",
              "security.syscalls.intercept.mount",
              "security.syscalls.intercept.mount.allowed",
              "security.syscalls.intercept.mount.fuse",
              "security.syscalls.intercept.mount.shift",
              "security.syscalls.intercept.sched_setscheduler",
              "security.syscalls.intercept.setxattr",
              "snapshots.expiry",
              "snapshots.pattern",
              "snapshots.schedule",
              "snapshots.schedule.stopped",
              "user.*"));

  /**
   * What the keys of system calls were called before; no server tells these, and all three take
   * them. Newer LXD says by an extension that it does not.
   */
  private static final Set<String> OLD =
      Set.of(
          "security.syscalls.blacklist",
          "security.syscalls.blacklist_compat",
          "security.syscalls.blacklist_default",
          "security.syscalls.whitelist");

  private static final String WITHOUT_OLD = "container_syscall_filtering_allow_deny_syntax";

  /**
   * Keys, or their beginnings, that not all servers know, and what each adds to the API (both
   * projects' {@code doc/api-extensions.md}); for those that do not tell what they know.
   */
  private static final Map<String, String> ADDED =
      Map.ofEntries(
          Map.entry("boot.autorestart", "instance_auto_restart"),
          Map.entry("boot.host_shutdown_action", "boot_host_shutdown_action"),
          Map.entry("cloud-init.ssh-keys.", "cloud_init_ssh_keys"),
          Map.entry("limits.cpu.nodes", "numa_cpu_placement"),
          Map.entry("limits.memory.oom_priority", "instance_limits_oom"),
          Map.entry("linux.kernel_modules.load", "container_syscall_intercept_finit_module"),
          Map.entry("migration.stateful", "container_migration_stateful"),
          Map.entry("oci.", "instance_oci_entrypoint"),
          Map.entry("security.bpffs.", "bpf_token_delegation"),
          Map.entry("security.delegate_bpf", "container_bpf_delegation"),
          Map.entry("security.devlxd.management.", "devlxd_volume_management"),
          Map.entry("security.protection.start", "instance_protection_start"),
          Map.entry("security.selinux.", "instance_selinux"),
          Map.entry("security.syscalls.intercept.sysinfo", "container_syscall_intercept_sysinfo"),
          Map.entry("security.tags", "instance_security_tags"),
          Map.entry("smbios11.", "instance_smbios11"),
          Map.entry("snapshots.expiry.manual", "snapshot_manual_expiry"),
          Map.entry("systemd.credential", "instance_systemd_credentials"),
          Map.entry("ubuntu_pro.", "ubuntu_pro_guest_attach"));

  private final ServerInfo here;
  private final ServerInfo there;
  private final Told told;

  /** What a server tells of the settings that it knows, if it does. */
  interface Told {
    Optional<KnownSettings> settings() throws IOException;
  }

  Keys(ServerInfo here, ServerInfo there, Told told) {
    this.here = here;
    this.there = there;
    this.told = told;
  }

  static Keys of(InstanceServer here, InstanceServer there) {
    return new Keys(here.info(), there.info(), there.objects()::settings);
  }

  /** A key as the target calls it; empty if it does not know it. */
  Optional<String> translated(String key) throws IOException {
    if (here.platform() == there.platform()) {
      boolean same = here.extensions().equals(there.extensions());
      return same || knows(key) ? Optional.of(key) : Optional.empty();
    }
    String name = there.platform() == Platform.INCUS ? ofIncus(key) : ofLxd(key);
    return knows(name) ? Optional.of(name) : Optional.empty();
  }

  /** Those of keys that the target does not know by the name that they have on the source. */
  List<String> notAsTheyAre(Collection<String> keys) throws IOException {
    var unknown = new TreeSet<String>();
    for (String key : keys) {
      if (!key.startsWith("volatile.") && !translated(key).equals(Optional.of(key))) {
        unknown.add(key);
      }
    }
    return List.copyOf(unknown);
  }

  private static String ofIncus(String key) {
    return RENAMED.getOrDefault(key, key);
  }

  private static String ofLxd(String key) {
    for (var renamed : RENAMED.entrySet()) {
      if (renamed.getValue().equals(key)) {
        return renamed.getKey();
      }
    }
    return key;
  }

  private boolean knows(String key) throws IOException {
    if (EVERYWHERE.has(key)) {
      return true;
    }
    if (OLD.contains(key)) {
      return !there.has(WITHOUT_OLD);
    }
    Optional<KnownSettings> known = told.settings();
    if (known.isPresent()) {
      return known.get().has(key);
    }
    return ADDED.entrySet().stream()
        .filter(added -> key.startsWith(added.getKey()))
        .allMatch(added -> there.has(added.getValue()));
  }
}
