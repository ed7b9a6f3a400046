package quayside.gui.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.junit.jupiter.api.Test;

class RowsTest {
  private static final class Row {
    private String text;

    Row(String text) {
      this.text = text;
    }

    String key() {
      return text.substring(0, 1);
    }
  }

  private final ObservableList<Row> rows = FXCollections.observableArrayList();

  private void show(String... values) {
    Rows.show(
        rows, List.of(values), Row::key, v -> v.substring(0, 1), Row::new, (r, v) -> r.text = v);
  }

  private String text() {
    return String.join(" ", rows.stream().map(r -> r.text).toList());
  }

  @Test
  void aRowStaysWhileItsValueChanges() {
    show("a1", "b1");
    Row b = rows.get(1);
    show("b2", "c1");
    assertSame(b, rows.get(0));
    assertEquals("b2 c1", text());
  }

  @Test
  void newOnesAreInsertedWhereTheyBelong() {
    show("a", "d");
    show("a", "b", "c", "d", "e");
    assertEquals("a b c d e", text());
  }

  @Test
  void anotherOrderIsFollowed() {
    show("a", "b", "c");
    show("c", "a", "b");
    assertEquals("c a b", text());
  }
}
