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
 * @param lastUsed when the source was last started, as known when the copy was complete: if that is
 *     another time by now, the source holds something newer
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

  static Mark of(Job job, Stage stage) {
    return new Mark(job.mark(), stage, "-");
  }

  String text() {
    return job + " " + stage + " " + lastUsed;
  }

  /** The mark of an instance; absent if it is nobody's copy. */
  static Optional<Mark> of(Instance instance) {
    String[] words = instance.settings().config().getOrDefault(KEY, "").split(" ", -1);
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

  /** Writes it into an instance. */
  void write(InstanceServer server, String name) throws IOException {
    OwnSetting.write(server.instances(), name, KEY, text());
  }

  /** Takes it away: from now on it is an instance like any other. */
  static void erase(InstanceServer server, String name) throws IOException {
    OwnSetting.erase(server.instances(), name, KEY);
  }
}
