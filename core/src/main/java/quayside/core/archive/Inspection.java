package quayside.core.archive;

import java.util.List;
import java.util.SequencedMap;

/**
 * All of an archive but its data: quick, however large it is.
 *
 * @param glance the short form
 * @param members in their order
 * @param texts configurations by member name, as they are
 * @param summary the same for people: what it is, and its value
 * @param streams the heads of its streams, in the order of the archive
 */
public record Inspection(
    Glance glance,
    List<Member> members,
    SequencedMap<String, String> texts,
    SequencedMap<String, String> summary,
    List<StreamFacts> streams) {

  /**
   * A member.
   *
   * @param name as the archive has it
   * @param folder whether it only holds others
   * @param size bytes as they lie in the archive
   */
  public record Member(String name, boolean folder, long size) {}

  public Inspection {
    members = List.copyOf(members);
    streams = List.copyOf(streams);
  }
}
