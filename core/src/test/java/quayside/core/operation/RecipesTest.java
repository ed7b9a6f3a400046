package quayside.core.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.operation.OperationView.Kind;
import quayside.core.operation.OperationView.Status;
import quayside.core.problem.Problem;
import quayside.core.problem.ProblemException;

@Timeout(30)
final class RecipesTest {
  @TempDir Path folder;

  /** A recipe of one step of its own name. */
  private record Single(String name, Task task) implements Recipe {
    interface Task {
      void run(StepContext context) throws IOException;
    }

    @Override
    public Plan plan(Order order) {
      return new Plan(
          List.of(
              new Step() {
                @Override
                public String name() {
                  return Single.this.name;
                }

                @Override
                public void run(StepContext context) throws IOException {
                  task.run(context);
                }
              }));
    }

    @Override
    public Judgement judge(StepContext context) {
      return new Judgement(name + " knows", List.of(), Set.of(OperationAction.CONTINUE));
    }

    @Override
    public String takenBack(Order order) {
      return "";
    }

    @Override
    public Judgement unknown(Order order, boolean committed) {
      return new Judgement("", List.of(), Set.of());
    }
  }

  private static Single quick(String name) {
    return new Single(name, _ -> {});
  }

  private Operations open(Recipe... recipes) {
    return OperationsLab.open(
        folder,
        _ -> {
          throw new IOException("no node is needed");
        },
        _ -> Optional.empty(),
        List.of(recipes),
        OperationsLab.SHORT,
        _ -> {});
  }

  private static Order order(String recipe) {
    return new Order(
        Kind.MOVE,
        recipe,
        new Place.InFile("/" + recipe),
        new Place.InFile("/to-" + recipe),
        Map.of());
  }

  private static List<String> steps(OperationView view) {
    return view.steps().stream().map(OperationView.StepView::name).toList();
  }

  /** The program ends while the recipe's step runs. */
  private String leftOpen(String recipe) throws Exception {
    var begun = new CountDownLatch(1);
    var endless =
        new Single(
            recipe,
            context -> {
              begun.countDown();
              context.pause(Duration.ofDays(1));
            });
    try (Operations operations = open(endless)) {
      String id = operations.submit(order(recipe));
      begun.await();
      return id;
    }
  }

  @Test
  void anOrderIsCarriedOutByTheRecipeThatItNames() throws Exception {
    try (Operations operations = open(quick("one"), quick("two"))) {
      assertEquals(List.of("two"), steps(operations.await(operations.submit(order("two")))));
      assertEquals(List.of("one"), steps(operations.await(operations.submit(order("one")))));
    }
  }

  @Test
  void anOrderThatNoRecipeCarriesOutIsRefusedWithoutAJournal() throws Exception {
    try (Operations operations = open(quick("one"))) {
      var refused = assertThrows(ProblemException.class, () -> operations.submit(order("two")));
      assertEquals("recipe-unknown", Problem.of(refused).code());
      assertEquals(List.of(), operations.operations());
    }
  }

  @Test
  void twoRecipesOfOneNameAreAMistake() {
    assertThrows(IllegalStateException.class, () -> open(quick("one"), quick("one")));
  }

  @Test
  void aJournalIsContinuedByTheRecipeThatItWasBegunWith() throws Exception {
    String id = leftOpen("two");
    try (Operations operations = open(quick("one"), quick("two"))) {
      OperationView found = operations.recover().getFirst();
      assertEquals("two knows", found.problem().orElseThrow().sentence());
      operations.act(id, OperationAction.CONTINUE);
      OperationView end = operations.await(id);
      assertEquals(Status.SUCCEEDED, end.status(), end.toString());
      assertEquals(List.of("two"), steps(end));
    }
  }

  @Test
  void aJournalOfAnotherVersionIsShownButNotTouched() throws Exception {
    String id = leftOpen("newer");
    try (Operations operations = open(quick("one"))) {
      assertThrows(ProblemException.class, () -> operations.act(id, OperationAction.CONTINUE));
      OperationView found = operations.recover().getFirst();
      assertEquals(Status.INTERRUPTED, found.status());
      assertTrue(found.problem().orElseThrow().sentence().contains("“newer”"), found.toString());
      assertTrue(found.leftovers().getFirst().contains("/to-newer"), found.toString());
      assertEquals(Set.of(OperationAction.DISMISS), found.actions());
    }
    try (Operations operations = open(quick("newer"))) { // the version that began it
      operations.recover();
      operations.act(id, OperationAction.CONTINUE);
      assertEquals(Status.SUCCEEDED, operations.await(id).status());
    }
  }
}
