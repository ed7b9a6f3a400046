package quayside.core.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.fleet.NodeView;
import quayside.core.migrate.MoveRequest.Options;
import quayside.core.migrate.osctl.OsctlWay;
import quayside.core.migrate.way.Ends;
import quayside.core.migrate.way.Way;
import quayside.core.model.Container;
import quayside.core.model.ContainerRef;
import quayside.core.model.Node;
import quayside.core.model.Platform;
import quayside.core.operation.OperationsLab;
import quayside.core.operation.Order;
import quayside.core.operation.Plan;
import quayside.core.operation.Recipe;
import quayside.core.operation.StepContext;
import quayside.transport.Endpoint;

final class WaysTest {
  private static final NodeView A = view("a");
  private static final NodeView B = view("b");
  @TempDir Path folder;

  private static NodeView view(String name) {
    return new NodeView(
        new Node(name, Platform.VPSADMINOS, Endpoint.Ssh.of(name), Optional.empty()),
        NodeView.Status.READY,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** A way on which nothing can be carried, but which can be looked at. */
  private record Sketch(String name, boolean joins, String why) implements Way {
    @Override
    public Recipe recipe() {
      return new Recipe() {
        @Override
        public String name() {
          return Sketch.this.name;
        }

        @Override
        public Plan plan(Order order) {
          return new Plan(List.of());
        }

        @Override
        public Judgement judge(StepContext context) {
          throw new UnsupportedOperationException();
        }

        @Override
        public String takenBack(Order order) {
          return "";
        }

        @Override
        public Judgement unknown(Order order, boolean committed) {
          throw new UnsupportedOperationException();
        }
      };
    }

    @Override
    public boolean joins(Platform from, Platform to) {
      return joins;
    }

    @Override
    public Optional<String> hindrance(NodeView from, NodeView to) {
      return Optional.of(why).filter(sentence -> !sentence.isEmpty());
    }

    @Override
    public WayOptions defaults() {
      return new WayOptions.None();
    }

    @Override
    public String method(boolean cloning) {
      return name;
    }

    @Override
    public Preview preview(MoveRequest request, Container container, NodeView from, NodeView to) {
      return new Preview.Possible(name, OptionalLong.empty(), Optional.empty(), Optional.empty());
    }

    @Override
    public Preflight check(MoveRequest request, Ends ends) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void fix(MoveRequest request, Finding.Fix fix, Ends ends) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Order order(MoveRequest request) {
      throw new UnsupportedOperationException();
    }
  }

  private static final Way LIVE = new Sketch("live", true, "");
  private static final Way FILE = new Sketch("file", true, "");
  private static final Way ELSEWHERE = new Sketch("elsewhere", false, "");
  private static final Way TOO_OLD = new Sketch("quick", true, "b is too old to be quick.");

  private static Options wishing(String way, WayOptions special) {
    Options wish = Options.DEFAULT.withSpecial(special);
    return way.isEmpty() ? wish : wish.withWay(way);
  }

  private static final OsctlOptions SHOP =
      new OsctlOptions(Optional.of("shop"), Optional.empty(), Optional.of(2222));

  private static String choose(Options options, Way... ways) {
    return switch (new Ways(List.of(ways)).choose(options, A, B)) {
      case Ways.Choice.Found found -> "go " + found.way().name();
      case Ways.Choice.Nothing nothing -> nothing.why();
    };
  }

  private static String named(String way, Way... ways) {
    return choose(wishing(way, new WayOptions.None()), ways);
  }

  @Test
  void theFirstThatJoinsTheNodesIsGone() {
    assertEquals("go live", choose(Options.DEFAULT, ELSEWHERE, TOO_OLD, LIVE, FILE));
  }

  @Test
  void anotherCanBeChosenByItsName() {
    assertEquals("go file", named("file", LIVE, FILE));
  }

  @Test
  void optionsLeaveOutTheWaysThatDoNotKnowThem() {
    assertEquals("go osctl", choose(wishing("", SHOP), LIVE, new OsctlWay()));
    assertEquals("go live", choose(Options.DEFAULT, LIVE, new OsctlWay()));
  }

  @Test
  void whatNoWayKnowsIsSaid() {
    assertEquals(
        "On the way from a to b (live, file) a container cannot be given another user or another"
            + " SSH port.",
        choose(wishing("", SHOP), LIVE, FILE));
    assertEquals(
        "On the way from a to b (live) a container cannot be given another user or another SSH"
            + " port.",
        choose(wishing("live", SHOP), LIVE, new OsctlWay()));
  }

  @Test
  void aNameThatIsNoWayHereIsSaidWithTheOnesThatAre() {
    assertEquals("From a to b there is no way “rail”, but: live, file.", named("rail", LIVE, FILE));
    assertEquals(
        "From a to b there is no way “elsewhere”, but: live.", named("elsewhere", LIVE, ELSEWHERE));
    assertEquals("b is too old to be quick.", named("quick", LIVE, TOO_OLD));
  }

  @Test
  void whenNoneJoinsTheNodesItIsSaidWhy() {
    assertEquals("b is too old to be quick.", choose(Options.DEFAULT, TOO_OLD, ELSEWHERE));
    assertEquals(
        "Containers of a (vpsAdminOS) cannot go to another node.",
        choose(Options.DEFAULT, ELSEWHERE));
  }

  @Test
  void aPreviewOfNodesThatNothingJoinsSaysWhy() {
    try (var operations =
        OperationsLab.open(
            folder,
            _ -> {
              throw new java.io.IOException("nobody is asked");
            },
            _ -> Optional.empty(),
            Ways.all().recipes(),
            OperationsLab.SHORT,
            _ -> {})) {
      var previews = new Previews(new Ways(List.of(ELSEWHERE)), new Experience(operations));
      var request = MoveRequest.of(new ContainerRef("a", "tank", "web"), "b", false);
      assertEquals(
          new Preview.Refused("Containers of a (vpsAdminOS) cannot go to another node."),
          previews.of(request, A, B));
    }
  }

  @Test
  void everyWayHasANameOfItsOwnWhichItsRecipeHasToo() {
    List<String> names = Ways.all().recipes().stream().map(Recipe::name).toList();
    assertFalse(names.isEmpty());
    assertEquals(names.size(), names.stream().distinct().count());
    assertEquals(List.of("osctl"), Ways.all().joining(A, B).stream().map(Way::name).toList());
  }
}
