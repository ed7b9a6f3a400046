package quayside.gui.fx;

import java.util.function.Function;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/**
 * Words for the choices of a box that nobody types into: they are only ever made of choices, never
 * read back.
 *
 * @param <T> what is chosen
 */
public final class ChoiceWords<T> extends StringConverter<T> {
  private final String none;
  private final Function<T, String> words;

  /**
   * A box's words.
   *
   * @param none what stands there as long as nothing is chosen
   * @param words of a choice
   */
  public ChoiceWords(String none, Function<T, String> words) {
    this.none = none;
    this.words = words;
  }

  @Override
  public String toString(@Nullable T choice) {
    return choice == null ? none : words.apply(choice);
  }

  @Override
  public T fromString(String text) {
    throw new UnsupportedOperationException("nobody types into this box: " + text);
  }
}
