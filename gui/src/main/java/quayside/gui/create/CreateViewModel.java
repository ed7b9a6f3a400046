package quayside.gui.create;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import quayside.core.create.CreateRequest;
import quayside.core.create.Creations;
import quayside.core.create.Objection;
import quayside.core.create.Offer;
import quayside.core.fleet.Fleet;
import quayside.core.migrate.Finding;
import quayside.core.model.Container;
import quayside.core.model.ContainerRef;
import quayside.core.model.Image;
import quayside.core.model.NewInstance.Source;
import quayside.core.model.Platform;
import quayside.core.problem.Problem;
import quayside.gui.fx.SnapshotChoice;
import quayside.gui.fx.Texts;
import quayside.gui.fx.Ui;

/** An instance before it is made: of what, where, and what is in the way. */
public final class CreateViewModel {
  private static final String DEFAULT = "default";
  private static final String PROTOCOL = "simplestreams";

  /** What it can be made from. */
  enum Kind {
    IMAGE,
    NODE,
    SERVER,
    EMPTY,
    COPY
  }

  private final Ui ui;
  private final Creations creations;
  private final ReadOnlyObjectWrapper<Optional<Offer>> offer =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final Map<Objection.Part, ReadOnlyObjectWrapper<Optional<Objection>>> said =
      new EnumMap<>(Objection.Part.class);
  private final ReadOnlyBooleanWrapper asking = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper done = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper remark = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
  private int generation;

  final SimpleStringProperty node = new SimpleStringProperty("");
  final SimpleStringProperty project = new SimpleStringProperty(DEFAULT);
  final SimpleStringProperty name = new SimpleStringProperty("");
  final SimpleObjectProperty<Kind> kind = new SimpleObjectProperty<>(Kind.IMAGE);

  /** The server's image; of those that the offer has. */
  final SimpleObjectProperty<Optional<Image>> image = new SimpleObjectProperty<>(Optional.empty());

  /** An image that another node of the book has. */
  final OtherImages other;

  /** Where an image is fetched from, and its name there. */
  final SimpleStringProperty server = new SimpleStringProperty("");

  final SimpleStringProperty alias = new SimpleStringProperty("");

  /** What it is a copy of. */
  final SimpleObjectProperty<Optional<ContainerRef>> original =
      new SimpleObjectProperty<>(Optional.empty());

  /** What state of it. */
  final SnapshotChoice state;

  final SimpleBooleanProperty snapshots = new SimpleBooleanProperty(true);

  /** Absent as long as nobody chose: those of the original, or the usual one. */
  final SimpleObjectProperty<Optional<List<String>>> profiles =
      new SimpleObjectProperty<>(Optional.empty());

  /** Empty: where profiles or the original say. */
  final SimpleStringProperty pool = new SimpleStringProperty("");

  final SimpleStringProperty size = new SimpleStringProperty("");
  final SettingLines settings = new SettingLines();

  final SimpleBooleanProperty ephemeral = new SimpleBooleanProperty();
  final SimpleBooleanProperty starting = new SimpleBooleanProperty(true);

  /**
   * Instances on a node; {@link #ask} asks it what it has.
   *
   * @param fleet who knows snapshots
   * @param original what a copy would be of, until another one is chosen
   */
  public CreateViewModel(
      Ui ui, Creations creations, Fleet fleet, String node, Optional<ContainerRef> original) {
    this.ui = ui;
    this.creations = creations;
    other = new OtherImages(ui, creations);
    state = new SnapshotChoice(ui, fleet);
    this.node.set(node);
    this.original.set(original);
    for (Objection.Part part : Objection.Part.values()) {
      said.put(part, new ReadOnlyObjectWrapper<>(Optional.empty()));
    }
    for (var each : List.of(name, server, alias, pool, size, settings.text, other.node)) {
      each.subscribe(_ -> check());
    }
    other.note().subscribe(_ -> check());
    for (var each :
        List.of(
            kind,
            image,
            other.image,
            this.original,
            state.chosen,
            snapshots,
            profiles,
            ephemeral,
            starting)) {
      each.subscribe(_ -> check());
    }
    kind.subscribe(this::askForStates);
    this.original.subscribe(this::askForStates);
  }

  private void askForStates() {
    if (kind.get() == Kind.COPY) {
      original.get().ifPresent(state::ask);
    }
  }

  /** What the node has; absent until it answered. */
  ReadOnlyObjectProperty<Optional<Offer>> offer() {
    return offer.getReadOnlyProperty();
  }

  /** What there is to say about a part of the wish; the worst of it. */
  ReadOnlyObjectProperty<Optional<Objection>> said(Objection.Part part) {
    return wrapper(part).getReadOnlyProperty();
  }

  private ReadOnlyObjectWrapper<Optional<Objection>> wrapper(Objection.Part part) {
    return Objects.requireNonNull(said.get(part));
  }

  /** Whether the node is being asked. */
  ReadOnlyBooleanProperty asking() {
    return asking.getReadOnlyProperty();
  }

  /** Whether it can be made like this. */
  ReadOnlyBooleanProperty ready() {
    return ready.getReadOnlyProperty();
  }

  /** Whether it was begun. */
  ReadOnlyBooleanProperty done() {
    return done.getReadOnlyProperty();
  }

  /** One line about how it stands. */
  ReadOnlyStringProperty remark() {
    return remark.getReadOnlyProperty();
  }

  /** Why the node cannot be asked or refuses; empty if it does not. */
  ReadOnlyStringProperty trouble() {
    return trouble.getReadOnlyProperty();
  }

  /** Asks the node what it has for the project. */
  void ask() {
    int mine = ++generation;
    String on = node.get();
    String in = project.get();
    asking.set(true);
    ready.set(false);
    trouble.set("");
    remark.set(Texts.get("create.asking", on));
    ui.run(
        () -> creations.offer(on, in),
        answer -> {
          if (mine == generation) {
            offered(answer);
          }
        },
        problem -> {
          if (mine == generation) {
            offer.set(Optional.empty());
            failed(problem);
          }
        });
  }

  /** What was chosen stays as far as it is there. */
  private void offered(Offer answer) {
    Optional<Offer> before = offer.get();
    asking.set(false);
    if (before.isEmpty() || !before.get().server().equals(answer.server())) {
      server.set(usualServer(answer.platform()));
    }
    offer.set(Optional.of(answer));
    image.set(
        image
            .get()
            .filter(answer.images()::contains)
            .or(() -> answer.images().stream().findFirst()));
    original.set(original.get().filter(ref -> container(answer, ref).isPresent()));
    if (other.node.get().equals(answer.server())) {
      other.node.set("");
    }
    pool.set(answer.pools().containsKey(pool.get()) ? pool.get() : "");
    profiles.set(Optional.empty());
    check();
  }

  /** Where the clients of both look for images by themselves. */
  private static String usualServer(Platform platform) {
    return platform == Platform.LXD
        ? "https://cloud-images.ubuntu.com/releases"
        : "https://images.linuxcontainers.org";
  }

  private static Optional<Container> container(Offer in, ContainerRef ref) {
    return in.instances().stream().filter(each -> each.ref().equals(ref)).findFirst();
  }

  /** The profiles that it would have. */
  List<String> effectiveProfiles() {
    return profiles.get().orElseGet(this::usualProfiles);
  }

  private List<String> usualProfiles() {
    Optional<Container> like =
        kind.get() == Kind.COPY
            ? offer.get().flatMap(known -> original.get().flatMap(ref -> container(known, ref)))
            : Optional.empty();
    return like.map(each -> each.record().get("profiles"))
        .filter(List.class::isInstance)
        .map(each -> ((List<?>) each).stream().map(String::valueOf).toList())
        .orElse(List.of(DEFAULT));
  }

  /** Adds a profile at the end, or takes it away. */
  void profile(String profile, boolean wanted) {
    List<String> now = new ArrayList<>(effectiveProfiles());
    now.remove(profile);
    if (wanted) {
      now.add(profile);
    }
    profiles.set(Optional.of(List.copyOf(now)));
  }

  /** Compares the wish with what the node has. */
  private void check() {
    Optional<Offer> known = offer.get();
    if (known.isEmpty() || asking.get()) {
      return;
    }
    trouble.set("");
    var all = new ArrayList<>(creations.check(wish(), known.get()));
    settings.mistake().ifPresent(all::add);
    all.replaceAll(this::withNote);
    for (Objection.Part part : Objection.Part.values()) {
      List<Objection> of = all.stream().filter(each -> each.part() == part).toList();
      wrapper(part)
          .set(of.stream().filter(Objection::blocks).findFirst().or(() -> of.stream().findFirst()));
    }
    long open = all.stream().filter(Objection::blocks).count();
    ready.set(open == 0);
    remark.set(Texts.toSettle(open));
  }

  /** Whoever cannot choose an image yet is told why. */
  private Objection withNote(Objection said) {
    String note = other.note().get();
    if (kind.get() != Kind.NODE || said.part() != Objection.Part.SOURCE || note.isEmpty()) {
      return said;
    }
    Finding finding = said.finding();
    return new Objection(
        said.part(), new Finding(finding.code(), finding.severity(), note, finding.fix()));
  }

  private CreateRequest wish() {
    return new CreateRequest(
        node.get(),
        project.get(),
        name.get().strip(),
        source(),
        new CreateRequest.Options(
            profiles.get(),
            text(pool),
            text(size).map(typed -> typed.replace(" ", "")),
            settings.values(),
            ephemeral.get(),
            starting.get()));
  }

  private Source source() {
    return switch (kind.get()) {
      case IMAGE -> new Source.Local(image.get().map(CreateViewModel::word).orElse(""));
      case NODE ->
          new Source.OfNode(
              other.node.get(), other.image.get().map(CreateViewModel::word).orElse(""));
      case SERVER -> new Source.Remote(server.get().strip(), PROTOCOL, alias.get().strip());
      case EMPTY -> new Source.Empty();
      case COPY ->
          new Source.Copy(
              original.get().map(ContainerRef::pool).orElse(""),
              original.get().map(ContainerRef::id).orElse(""),
              state.chosen.get(),
              snapshots.get() && state.chosen.get().isEmpty());
    };
  }

  /** By its alias, which people recognise later; without one by its whole fingerprint. */
  private static String word(Image image) {
    return image.aliases().isEmpty() ? image.fingerprint() : image.aliases().getFirst();
  }

  private static Optional<String> text(SimpleStringProperty field) {
    return Optional.of(field.get().strip()).filter(words -> !words.isEmpty());
  }

  /** Has it made; the activity tells how that goes. */
  void start() {
    int mine = ++generation;
    CreateRequest wish = wish();
    asking.set(true);
    ready.set(false);
    remark.set(Texts.get("plan.starting"));
    ui.run(
        () -> creations.start(wish),
        _ -> {
          if (mine == generation) {
            done.set(true);
          }
        },
        problem -> {
          if (mine == generation) {
            failed(problem);
          }
        });
  }

  private void failed(Problem problem) {
    asking.set(false);
    ready.set(false);
    trouble.set((problem.sentence() + " " + problem.tryThis()).strip());
    remark.set(Texts.get("plan.failed"));
  }
}
