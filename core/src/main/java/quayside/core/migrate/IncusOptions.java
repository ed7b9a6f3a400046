package quayside.core.migrate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What only the way between Incus and LXD servers can be told.
 *
 * @param toProject project there; absent: of the same name as here
 * @param profiles there, in their order; absent: those of the same names
 * @param config keys that get another value there; an empty value takes a key away
 * @param devices devices that are others there, each by key
 * @param snapshots whether its snapshots come along
 * @param route how the bytes go; absent: from server to server where these reach each other
 * @param manner what becomes of it there
 */
public record IncusOptions(
    Optional<String> toProject,
    Optional<List<String>> profiles,
    Map<String, String> config,
    Map<String, Map<String, String>> devices,
    boolean snapshots,
    Optional<Route> route,
    Manner manner)
    implements WayOptions {

  /** Everything as it is here. */
  public static final IncusOptions DEFAULT =
      new IncusOptions(
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Map.of(),
          true,
          Optional.empty(),
          new Manner.Fresh());

  /** Code of the findings that say why it cannot, or may not, be moved while it runs. */
  public static final String ABOUT_LIVE = "live";

  /** Code of the finding, that a name is taken, which {@link Manner.Refresh} settles, too. */
  public static final String REFRESH_SETTLES = "id-taken";

  /** Code of the findings that say what a refresh costs, or why there can be none. */
  public static final String ABOUT_REFRESH = "refresh";

  public IncusOptions {
    profiles = profiles.map(List::copyOf);
    config = Map.copyOf(config);
    devices = Map.copyOf(devices);
  }

  /** How the bytes go. */
  public enum Route {
    /** Through this program: neither server has to reach the other. */
    RELAY,
    /** The target fetches them from the source. */
    PULL,
    /** The source brings them to the target. */
    PUSH
  }

  /** What becomes of it there. */
  public sealed interface Manner {
    /** A new instance; the stop is short. */
    record Fresh() implements Manner {}

    /** A new instance that goes on where the source was frozen, with its memory (CRIU). */
    record Live() implements Manner {}

    /** The instance of that name there is brought up to date; until then it is kept aside. */
    record Refresh() implements Manner {}

    /** A new instance as the source was when a snapshot was taken. */
    record OfSnapshot(String name) implements Manner {}
  }

  /** Into another project. */
  public IncusOptions withProject(String project) {
    return new IncusOptions(
        Optional.of(project), profiles, config, devices, snapshots, route, manner);
  }

  /** With other profiles. */
  public IncusOptions withProfiles(List<String> names) {
    return new IncusOptions(
        toProject, Optional.of(names), config, devices, snapshots, route, manner);
  }

  /** With other values of these keys. */
  public IncusOptions withConfig(Map<String, String> values) {
    return new IncusOptions(toProject, profiles, values, devices, snapshots, route, manner);
  }

  /** With these devices instead of those of the same names. */
  public IncusOptions withDevices(Map<String, Map<String, String>> others) {
    return new IncusOptions(toProject, profiles, config, others, snapshots, route, manner);
  }

  /** With or without its snapshots. */
  public IncusOptions withSnapshots(boolean wanted) {
    return new IncusOptions(toProject, profiles, config, devices, wanted, route, manner);
  }

  /** Only so. */
  public IncusOptions withRoute(Route wanted) {
    return new IncusOptions(
        toProject, profiles, config, devices, snapshots, Optional.of(wanted), manner);
  }

  /** In that manner. */
  public IncusOptions withManner(Manner how) {
    return new IncusOptions(toProject, profiles, config, devices, snapshots, route, how);
  }

  /** These, or {@link WayOptions.None} if nothing is wanted, so that any way may be gone. */
  public WayOptions orNone() {
    return equals(DEFAULT) ? new None() : this;
  }

  @Override
  public List<String> wishes() {
    return Stream.of(
            toProject.map(_ -> "another project"),
            profiles.map(_ -> "other profiles"),
            wish(!config.isEmpty(), "other settings"),
            wish(!devices.isEmpty(), "other devices"),
            wish(!snapshots, "no snapshots"),
            route.map(_ -> "a route of its own"),
            wish())
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<String> wish() {
    return switch (manner) {
      case Manner.Fresh _ -> Optional.empty();
      case Manner.Live _ -> Optional.of("its memory");
      case Manner.Refresh _ -> Optional.of("a refresh");
      case Manner.OfSnapshot _ -> Optional.of("one snapshot");
    };
  }

  private static Optional<String> wish(boolean wanted, String words) {
    return wanted ? Optional.of(words) : Optional.empty();
  }
}
