package quayside.core.create;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import quayside.core.create.Objection.Part;
import quayside.core.migrate.Finding;
import quayside.core.migrate.Finding.Severity;
import quayside.core.model.Container;
import quayside.core.model.ContainerRef;
import quayside.core.model.ContainerState;
import quayside.core.model.Image;
import quayside.core.model.Instance;
import quayside.core.model.NewInstance;
import quayside.core.model.NewInstance.Source;
import quayside.core.model.Platform;
import quayside.core.operation.MaybeSecret;

/**
 * Compares a wish with what the server offers; asks nobody, so that it can be done while typing.
 */
final class CreateChecks {
  /** Sizes as both servers read them (doc/instances, “units for storage limits”): no fractions. */
  private static final Pattern SIZE = Pattern.compile("[1-9]\\d{0,14}([kMGTPE]i?B|B|)");

  private final CreateRequest wish;
  private final Offer offer;
  private final List<Objection> found = new ArrayList<>();

  private CreateChecks(CreateRequest wish, Offer offer) {
    this.wish = wish;
    this.offer = offer;
  }

  /** What there is to say about a wish; nothing if all is fine. */
  static List<Objection> of(CreateRequest wish, Offer offer) {
    var checks = new CreateChecks(wish, offer);
    checks.project();
    checks.name();
    checks.source();
    checks.profiles();
    checks.storage();
    checks.settings();
    return List.copyOf(checks.found);
  }

  private void add(Part part, CreateCode code, Severity severity, String sentence) {
    found.add(new Objection(part, new Finding(code.text(), severity, sentence, Optional.empty())));
  }

  private void blocker(Part part, CreateCode code, String sentence) {
    add(part, code, Severity.BLOCKER, sentence);
  }

  private void warning(Part part, CreateCode code, String sentence) {
    add(part, code, Severity.WARNING, sentence);
  }

  private void project() {
    if (!offer.projects().contains(wish.project())) {
      blocker(
          Part.PROJECT,
          CreateCode.PROJECT_MISSING,
          "There is no project “" + wish.project() + "” on " + offer.server() + ".");
    }
  }

  private void name() {
    String name = wish.name();
    if (name.isEmpty()) {
      blocker(Part.NAME, CreateCode.NAME_MISSING, "It needs a name.");
    } else if (!NewInstance.isName(name)) {
      blocker(
          Part.NAME,
          CreateCode.NAME_INVALID,
          "A name has letters, digits and dashes, at most 63, and no dash at its ends.");
    } else if (offer.platform() == Platform.LXD && Character.isDigit(name.charAt(0))) {
      blocker(Part.NAME, CreateCode.NAME_INVALID, "On LXD no name begins with a digit.");
    } else if (name.chars().allMatch(Character::isDigit)) {
      blocker(Part.NAME, CreateCode.NAME_INVALID, "A name is not a mere number.");
    } else if (instance(wish.project(), name).isPresent()) {
      blocker(
          Part.NAME,
          CreateCode.NAME_TAKEN,
          "There is a “%s” in project “%s” already.".formatted(name, wish.project()));
    }
  }

  private Optional<Container> instance(String project, String name) {
    return offer.instances().stream()
        .filter(each -> isNamed(each.ref(), project, name))
        .findFirst();
  }

  private static boolean isNamed(ContainerRef ref, String project, String name) {
    return ref.pool().equals(project) && ref.id().equals(name);
  }

  private void source() {
    switch (wish.source()) {
      case Source.Empty _ -> {}
      case Source.Local(var alias) -> image(alias);
      case Source.OfNode(var node, var alias) -> ofNode(node, alias);
      case Source.Remote(var server, _, _, var alias, _) -> remote(server, alias);
      case Source.Copy copy -> original(copy);
    }
  }

  private void image(String alias) {
    if (alias.isEmpty()) {
      blocker(Part.SOURCE, CreateCode.SOURCE_MISSING, "Choose an image.");
      return;
    }
    Optional<Image> image = offer.images().stream().filter(i -> i.isCalled(alias)).findFirst();
    if (image.isEmpty()) {
      blocker(
          Part.SOURCE,
          CreateCode.IMAGE_MISSING,
          "%s has no image “%s” in project “%s”.".formatted(offer.server(), alias, wish.project()));
    } else if (!image.get().architecture().isEmpty()
        && !image.get().architecture().equals(offer.arch())) {
      warning(
          Part.SOURCE,
          CreateCode.IMAGE_ARCH,
          "The image is for %s and %s is %s: it may not start."
              .formatted(image.get().architecture(), offer.server(), offer.arch()));
    }
  }

  /** Whether that node has it is found when it is asked to let it be fetched. */
  private void ofNode(String node, String alias) {
    if (node.isEmpty()) {
      blocker(Part.SOURCE, CreateCode.SOURCE_MISSING, "Choose the node that has the image.");
    } else if (alias.isEmpty()) {
      blocker(Part.SOURCE, CreateCode.SOURCE_MISSING, "Choose an image of " + node + ".");
    }
  }

  private void remote(String server, String alias) {
    if (!server.matches("https://[^\\s/]+(/\\S*)?")) {
      blocker(
          Part.SOURCE,
          CreateCode.IMAGE_SERVER,
          "The address of a server of images begins with https:// and a name.");
    } else if (alias.isBlank()) {
      blocker(Part.SOURCE, CreateCode.SOURCE_MISSING, "Say which image of that server.");
    }
  }

  private void original(Source.Copy copy) {
    if (copy.name().isEmpty()) {
      blocker(Part.SOURCE, CreateCode.SOURCE_MISSING, "Choose what it is a copy of.");
      return;
    }
    Optional<Container> original = instance(copy.project(), copy.name());
    if (original.isEmpty()) {
      blocker(
          Part.SOURCE,
          CreateCode.ORIGINAL_MISSING,
          "There is no “%s” in project “%s” on %s."
              .formatted(copy.name(), copy.project(), offer.server()));
    } else if (original.get().state() != ContainerState.STOPPED && copy.snapshot().isEmpty()) {
      warning(
          Part.SOURCE,
          CreateCode.ORIGINAL_RUNS,
          "“%s” runs and goes on running: the copy is as if it had lost power."
              .formatted(copy.name()));
    }
  }

  private boolean isCopy() {
    return wish.source() instanceof Source.Copy;
  }

  private void profiles() {
    for (String profile : wish.options().profiles().orElse(List.of())) {
      if (offer.profiles().stream().noneMatch(each -> each.name().equals(profile))) {
        blocker(
            Part.PROFILES,
            CreateCode.PROFILE_MISSING,
            "There is no profile “%s” in project “%s”.".formatted(profile, wish.project()));
      }
    }
  }

  /** The storage pool that its files get; absent if nothing says one. */
  private Optional<String> pool() {
    if (wish.options().pool().isPresent()) {
      return wish.options().pool();
    }
    List<String> chosen = wish.options().profiles().orElse(List.of("default"));
    Map<String, Map<String, String>> devices = Outfit.devicesOf(offer.profiles(), chosen);
    return Instance.pool(devices);
  }

  private void storage() {
    Optional<String> pool = pool();
    if (pool.isEmpty() && !isCopy()) { // a copy has the pool of its source
      blocker(
          Part.STORAGE,
          CreateCode.POOL_UNKNOWN,
          "No profile of it says where its files go: choose a pool.");
    }
    if (pool.isPresent() && !offer.pools().containsKey(pool.get())) {
      blocker(
          Part.STORAGE,
          CreateCode.POOL_MISSING,
          "There is no storage pool “" + pool.get() + "” on " + offer.server() + ".");
    }
    wish.options().size().ifPresent(size -> size(size, pool));
  }

  private void settings() {
    MaybeSecret.refusal(wish.options().config())
        .ifPresent(sentence -> blocker(Part.SETTINGS, CreateCode.MAYBE_SECRET, sentence));
  }

  private void size(String size, Optional<String> pool) {
    if (!SIZE.matcher(size).matches()) {
      blocker(
          Part.STORAGE,
          CreateCode.SIZE_INVALID,
          "A size is a whole number with a unit, for example 500MiB or 8GiB.");
    } else if (pool.map(offer.pools()::get).filter("dir"::equals).isPresent()) {
      warning(
          Part.STORAGE,
          CreateCode.SIZE_IGNORED,
          "Pool “%s” is plain folders (dir), most of which hold to no size: it may grow beyond."
              .formatted(pool.get()));
    }
  }
}
