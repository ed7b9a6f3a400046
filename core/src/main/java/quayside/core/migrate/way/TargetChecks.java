package quayside.core.migrate.way;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.TreeSet;
import quayside.core.model.Container;

/** What is looked at on the node that a container comes to, wherever it comes from. */
public final class TargetChecks {
  private static final double TIGHT = 0.9;

  private final Findings findings;
  private final String target;

  /** Checks that tell their findings there. */
  public TargetChecks(Findings findings, String target) {
    this.findings = findings;
    this.target = target;
  }

  /** The id belongs to another container there. */
  public void taken(String id) {
    findings.blocker(
        CommonCode.ID_TAKEN,
        "On " + target + " is a container “" + id + "” already; give it another id there.");
  }

  /**
   * Whether there is room.
   *
   * @param what needs it, as the beginning of a sentence: {@code The container uses}
   * @param pool that would take it
   * @param free bytes available in it
   * @param size bytes that come
   */
  public void room(String what, String pool, OptionalLong free, OptionalLong size) {
    if (size.isEmpty()) {
      return;
    }
    if (free.isEmpty()) {
      findings.unknown(
          CommonCode.FREE_SPACE, "whether there is room", target + " does not tell it.");
      return;
    }
    String needed = Sizes.text(size.getAsLong());
    String there = Sizes.text(free.getAsLong());
    if (size.getAsLong() > free.getAsLong()) {
      findings.blocker(
          CommonCode.FREE_SPACE,
          what
              + " "
              + needed
              + ", but the pool “"
              + pool
              + "” of "
              + target
              + " has only "
              + there
              + " free.");
    } else if (size.getAsLong() > free.getAsLong() * TIGHT) {
      findings.warning(
          CommonCode.FREE_SPACE,
          what
              + " "
              + needed
              + " of the "
              + there
              + " that are free on "
              + target
              + ": that is tight.");
    } else {
      findings.fine(CommonCode.FREE_SPACE, there + " are free on " + target + ".");
    }
  }

  /** Whether containers of the target have one of some addresses. */
  public void addresses(Collection<String> own, List<Container> others) {
    for (Container other : others) {
      var both = new TreeSet<>(other.addresses());
      both.retainAll(own);
      if (!both.isEmpty()) {
        findings.warning(
            CommonCode.ADDRESS_TAKEN,
            "“"
                + other.ref().id()
                + "” on "
                + target
                + " has the same address "
                + String.join(", ", both)
                + ".");
      }
    }
  }

  /**
   * Whether the container could run there.
   *
   * @param needed architecture of the container; empty: not told
   * @param offered architecture of the target; empty: not told
   */
  public void arch(String needed, String offered) {
    String wanted = normal(needed);
    String there = normal(offered);
    if (wanted.isEmpty() || there.isEmpty()) {
      findings.unknown(
          CommonCode.ARCH,
          "whether the architectures fit",
          (wanted.isEmpty() ? "the container" : target) + " does not tell it.");
    } else if (!wanted.equals(there)) {
      findings.blocker(
          CommonCode.ARCH,
          "The container is for "
              + wanted
              + ", but "
              + target
              + " is "
              + there
              + ": it could not run there.");
    }
  }

  private static String normal(String arch) {
    return switch (arch.strip().toLowerCase(Locale.ROOT)) {
      case "amd64", "x86-64", "x64" -> "x86_64";
      case "arm64" -> "aarch64";
      default -> arch.strip().toLowerCase(Locale.ROOT);
    };
  }
}
