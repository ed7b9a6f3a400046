package quayside.core.model;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a node says about itself.
 *
 * @param version of the software that manages the containers
 * @param arch machine name, for example {@code x86_64}; empty if the node does not tell
 * @param pools its storage pools
 * @param users the users that own containers there
 * @param groups names of the control groups, with slash
 * @param links names of its network interfaces and bridges; empty if the node does not tell
 * @param profiles of Incus and LXD, as {@code project:name}; empty elsewhere
 * @param projects of Incus and LXD; empty elsewhere
 */
public record NodeFacts(
    String version,
    String arch,
    List<Pool> pools,
    List<User> users,
    List<String> groups,
    Set<String> links,
    Set<String> profiles,
    Set<String> projects) {

  /** Facts of a node that has neither profiles nor projects. */
  public NodeFacts(
      String version,
      String arch,
      List<Pool> pools,
      List<User> users,
      List<String> groups,
      Set<String> links) {
    this(version, arch, pools, users, groups, links, Set.of(), Set.of());
  }

  /**
   * A storage pool.
   *
   * @param name of the pool
   * @param state {@code active}, {@code importing} or {@code disabled}; of Incus and LXD {@code
   *     active} or the server's own word
   * @param free bytes available
   * @param used bytes in use
   */
  public record Pool(String name, String state, OptionalLong free, OptionalLong used) {}

  /**
   * A user that owns containers.
   *
   * @param pool where it is kept
   * @param name of the user
   * @param uidMap its map of user ids
   * @param gidMap its map of group ids
   */
  public record User(String pool, String name, List<IdMap> uidMap, List<IdMap> gidMap) {}
}
