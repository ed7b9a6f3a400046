package quayside.gui.create;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.SimpleStringProperty;
import quayside.core.create.Objection;
import quayside.core.fleet.Pairs;
import quayside.core.migrate.Finding;
import quayside.gui.fx.Texts;

/** Settings as they are typed, one a line: {@code KEY=VALUE}. */
final class SettingLines {
  final SimpleStringProperty text = new SimpleStringProperty("");

  private Map<String, String> values = Map.of();
  private Optional<Objection> mistake = Optional.empty();

  SettingLines() {
    text.subscribe(this::read);
  }

  /** Whatever is not understood leaves all as they come, and is said. */
  private void read() {
    values = Map.of();
    mistake = Optional.empty();
    try {
      var settings = new LinkedHashMap<String, String>();
      Pairs.lines(text.get())
          .forEach(line -> Pairs.put(settings, line, Texts.get("create.config")));
      values = settings;
    } catch (IllegalArgumentException e) {
      String sentence = Objects.requireNonNullElse(e.getMessage(), "");
      mistake =
          Optional.of(
              new Objection(
                  Objection.Part.SETTINGS,
                  new Finding(
                      "settings-invalid", Finding.Severity.BLOCKER, sentence, Optional.empty())));
    }
  }

  Map<String, String> values() {
    return values;
  }

  /** What is wrong with what was typed. */
  Optional<Objection> mistake() {
    return mistake;
  }
}
