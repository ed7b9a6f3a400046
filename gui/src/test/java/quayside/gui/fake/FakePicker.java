package quayside.gui.fake;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import quayside.gui.fx.Picker;

/** A person who has decided beforehand. */
public final class FakePicker implements Picker {
  /** What is chosen, one after the other; nothing when there is no more. */
  public final Deque<Path> answers = new ArrayDeque<>();

  @Override
  public Optional<Path> folder(String title, Path start) {
    return Optional.ofNullable(answers.poll());
  }

  @Override
  public Optional<Path> save(String title, Path proposed) {
    return Optional.ofNullable(answers.poll());
  }

  @Override
  public List<Path> open(String title, Path start) {
    return Optional.ofNullable(answers.poll()).stream().toList();
  }
}
