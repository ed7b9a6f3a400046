package quayside.core.archive.osctl;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a member of an export is for, by its name (docs/protocols/archive.md §2). */
public sealed interface Part {
  /** Where it belongs in the order in which osctld writes. */
  int rank();

  /** {@code metadata.yml}. */
  record Metadata() implements Part {
    @Override
    public int rank() {
      return 0;
    }
  }

  /** A configuration: {@code user}, {@code group} or {@code container}. */
  record Config(String of) implements Part {
    @Override
    public int rank() {
      return switch (of) {
        case "user" -> 2;
        case "group" -> 3;
        default -> 4;
      };
    }
  }

  /** A script that runs on the node, {@code NAME} or {@code NAME.d/NAME}. */
  record Hook(String name) implements Part {
    @Override
    public int rank() {
      return 5;
    }
  }

  /** A folder; nothing depends on it. */
  record Folder(int rank) implements Part {}

  /**
   * A ZFS stream.
   *
   * @param dataset relative name, {@code /} for the root
   * @param incremental whether it builds on the base of its dataset
   * @param gzip whether it is compressed
   */
  record Stream(String dataset, boolean incremental, boolean gzip) implements Part {
    @Override
    public int rank() {
      return incremental ? 9 : 8;
    }

    /** The member's name. */
    public String name() {
      return "rootfs/"
          + (dataset.equals(ROOT) ? "" : dataset + "/")
          + (incremental ? "incremental" : "base")
          + ".dat"
          + (gzip ? ".gz" : "");
    }
  }

  /** {@code rootfs/base.tar.gz}: files instead of streams. */
  record Files() implements Part {
    @Override
    public int rank() {
      return 8;
    }
  }

  /** {@code snapshots.yml}. */
  record Snapshots() implements Part {
    @Override
    public int rank() {
      return 10;
    }
  }

  /** Nothing that belongs into an export. */
  record Foreign() implements Part {
    @Override
    public int rank() {
      return 10;
    }
  }

  /** The name of the root dataset. */
  String ROOT = "/";

  /** A name that a dataset can have below another. */
  Pattern DATASET = Pattern.compile("[A-Za-z0-9_.:-]{1,200}(/[A-Za-z0-9_.:-]{1,200}){0,40}");

  Pattern STREAM = Pattern.compile("rootfs/(?:(.+)/)?(base|incremental)\\.dat(\\.gz)?");
  Pattern CONFIG = Pattern.compile("config/(user|group|container)\\.yml");
  Pattern HOOK = Pattern.compile("hooks/([A-Za-z0-9_.-]{1,100}(?:/[A-Za-z0-9_.-]{1,100})?)");

  /** What a member is for; {@code name} has neither a leading {@code ./} nor a trailing slash. */
  static Part of(String name, boolean folder) {
    if (folder) {
      return name.equals("config")
          ? new Folder(1)
          : name.equals("hooks") || name.startsWith("hooks/")
              ? new Folder(5)
              : name.equals("rootfs") || name.startsWith("rootfs/") ? new Folder(7) : new Foreign();
    }
    Matcher config = CONFIG.matcher(name);
    Matcher hook = HOOK.matcher(name);
    Matcher stream = STREAM.matcher(name);
    if (config.matches()) {
      return new Config(config.group(1));
    }
    if (hook.matches()) {
      return new Hook(hook.group(1));
    }
    if (stream.matches()) {
      String below = stream.group(1);
      return below == null || isDataset(below)
          ? new Stream(
              below == null ? ROOT : below,
              stream.group(2).equals("incremental"),
              stream.group(3) != null)
          : new Foreign();
    }
    return switch (name) {
      case "metadata.yml" -> new Metadata();
      case "snapshots.yml" -> new Snapshots();
      case "rootfs/base.tar.gz" -> new Files();
      default -> new Foreign();
    };
  }

  /** Whether a relative name can be that of a dataset. */
  static boolean isDataset(String name) {
    if (!DATASET.matcher(name).matches()) {
      return false;
    }
    for (String component : name.split("/", -1)) {
      if (component.equals(".") || component.equals("..")) {
        return false;
      }
    }
    return true;
  }
}
