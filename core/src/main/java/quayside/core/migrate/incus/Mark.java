package quayside.core.migrate.incus;

import java.io.IOException;
import java.util.Optional;
import quayside.core.driver.InstanceServer;
import quayside.core.driver.OwnSetting;
import quayside.core.model.Instance;

/**
 * What is written into the copy's own settings, so that whoever looks at the target, also after a
 * crash, knows which operation made it and how far it is. It is taken away at the end.
 *
 * @param job which operation, see {@link Job#mark}
 * @param stage how far it is
 * @param lastUsed of a complete or a live one, when the source was last started, as known when it
 *     became that: if that is another time by now, the source holds something newer. Of one that
 *     was copied, when this operation itself tried to start it: if it is another by now, somebody
 *     else did
 */
record Mark(String job, Stage stage, String lastUsed) {
  /** Keys that start with {@code user.} are free for everybody (REST API, instance options). */
  static final String KEY = "user.quayside.move";

  /** How far a copy is. */
  enum Stage {
    /** It was begun, and may have anything in it. */
    COPYING,
    /** It was whole once, but for files that never stood still; a refresh may have begun since. */
    COPIED,
    /** It has everything that the source had when it was stopped. */
    COMPLETE,
    /** It was begun and will go on where the source was frozen: once it runs it has everything. */
    LIVE
  }

  /** What a copy is begun with. */
  static Mark begun(Job job, Instance source) {
    return job.live()
        ? new Mark(job.mark(), Stage.LIVE, Situation.lastUsed(source))
        : of(job, Stage.COPYING);
  }

  static Mark of(Job job, Stage stage) {
    return new Mark(job.mark(), stage, "-");
  }

  String text() {
    return job + " " + stage + " " + lastUsed;
  }

  /** The mark of an instance; absent if it is nobody's copy. */
  static Optional<Mark> of(Instance instance) {
    return of(instance.settings().config().getOrDefault(KEY, ""));
  }

  /** The mark that a text is; absent if it is none. */
  static Optional<Mark> of(String text) {
    String[] words = text.split(" ", -1);
    if (words.length != 3) {
      return Optional.empty();
    }
    for (Stage stage : Stage.values()) {
      if (stage.name().equals(words[1])) {
        return Optional.of(new Mark(words[0], stage, words[2]));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether somebody but the operation has started a copy before it had everything: then it may
   * hold what nothing else does, and is nobody's to remove.
   */
  boolean isUsed(Instance copy) {
    return switch (stage) {
      case COPYING, COPIED ->
          copy.state().runs()
              || (copy.lastUsed().isPresent() && !Situation.lastUsed(copy).equals(lastUsed));
      case LIVE, COMPLETE -> false; // whether those were used is told by what became of the source
    };
  }

  /** Writes it into an instance. */
  void write(InstanceServer server, String name) throws IOException {
    OwnSetting.write(server.instances(), name, KEY, text());
  }

  /** Takes it away: from now on it is an instance like any other. */
  static void erase(InstanceServer server, String name) throws IOException {
    OwnSetting.erase(server.instances(), name, KEY);
  }
}
