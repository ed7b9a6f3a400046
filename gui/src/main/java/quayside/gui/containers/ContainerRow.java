package quayside.gui.containers;

import java.util.Locale;
import java.util.OptionalLong;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import quayside.core.migrate.Remnant;
import quayside.core.model.Container;
import quayside.core.model.ContainerRef;
import quayside.gui.fx.Texts;

/** A container of the table; the row stays while what is known of it changes. */
public final class ContainerRow {
  private final ReadOnlyObjectWrapper<Container> container;

  ContainerRow(Container container) {
    this.container = new ReadOnlyObjectWrapper<>(container);
  }

  /** Its name in the fleet. */
  public ContainerRef ref() {
    return container.get().ref();
  }

  /** What is known now. */
  public ReadOnlyObjectProperty<Container> container() {
    return container.getReadOnlyProperty();
  }

  void show(Container now) {
    container.set(now);
  }

  /** Whether its node deletes it when it stops; known of instances of Incus and LXD. */
  public boolean isEphemeral() {
    return Boolean.TRUE.equals(container.get().record().get("ephemeral"));
  }

  /** What it is doing; that a move left it, and it is nobody's container, says more than that. */
  static String state(Container container) {
    return Remnant.of(container)
        .map(Remnant::kind)
        .filter(kind -> kind != Remnant.Kind.WHOLE_COPY)
        .map(kind -> Texts.get("left." + kind.name().toLowerCase(Locale.ROOT)))
        .orElse(container.state().text());
  }

  String system() {
    Container c = container.get();
    return (c.distribution() + " " + c.version()).strip();
  }

  String address() {
    return container.get().addresses().stream().findFirst().orElse("").replaceAll("/\\d+$", "");
  }

  /** Whether every word of a filter is found in one of its columns. */
  boolean matches(String filter) {
    Container c = container.get();
    String all =
        String.join(
                " ",
                ref().id(),
                ref().node(),
                ref().pool(),
                c.state().text(),
                state(c),
                system(),
                String.join(" ", c.addresses()),
                c.user(),
                c.group(),
                c.hostname().orElse(""))
            .toLowerCase(Locale.ROOT);
    for (String word : filter.toLowerCase(Locale.ROOT).strip().split("\\s+", -1)) {
      if (!all.contains(word)) {
        return false;
      }
    }
    return true;
  }

  static long sortable(OptionalLong figure) {
    return figure.orElse(-1);
  }
}
