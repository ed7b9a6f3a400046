package quayside.core.create;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import quayside.core.model.NewInstance;

/**
 * An instance that somebody wants.
 *
 * @param node where
 * @param project there
 * @param name of the instance
 * @param source what it is made from
 */
public record CreateRequest(
    String node, String project, String name, NewInstance.Source source, Options options) {

  /**
   * What can be chosen; absent, the server chooses, or it is as in the source.
   *
   * @param profiles in the order in which they apply; may be none
   * @param pool the storage pool of its files
   * @param size how large its files may become, as servers read it: {@code 8GiB}
   * @param config settings by key, over those of the source; none that may be secrets, for an order
   *     stands in a journal
   * @param ephemeral whether it is deleted when it stops
   * @param start whether it is started then
   */
  public record Options(
      Optional<List<String>> profiles,
      Optional<String> pool,
      Optional<String> size,
      Map<String, String> config,
      boolean ephemeral,
      boolean start) {

    public Options {
      profiles = profiles.map(List::copyOf);
      config = Map.copyOf(config);
    }

    /** With settings as they come. */
    public Options(
        Optional<List<String>> profiles,
        Optional<String> pool,
        Optional<String> size,
        boolean ephemeral,
        boolean start) {
      this(profiles, pool, size, Map.of(), ephemeral, start);
    }

    /** Nothing was chosen. */
    public static final Options DEFAULT =
        new Options(Optional.empty(), Optional.empty(), Optional.empty(), false, false);
  }

  /** As drivers are asked for it. */
  public String onNode() {
    return project + ":" + name;
  }
}
