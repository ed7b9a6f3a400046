package quayside.gui.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import quayside.gui.App;

class RulesTest {
  private static final List<String> MODULES = List.of("transport", "core", "cli", "gui");
  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .importPaths(MODULES.stream().map(m -> Path.of("..", m, "target/classes")).toList());
  private static final JavaClasses BAD =
      new ClassFileImporter()
          .importPath(Path.of("target/test-classes"))
          .that(DescribedPredicate.describe("bad", c -> c.isAnnotatedWith(Breaks.class.getName())));

  @TestFactory
  Stream<DynamicTest> theProgramKeepsEveryRule() {
    return rules().map(f -> DynamicTest.dynamicTest(f.getName(), () -> rule(f).check(PROGRAM)));
  }

  @TestFactory
  Stream<DynamicTest> rulesBite() {
    return rules()
        .map(f ->
            DynamicTest.dynamicTest(
                f.getName(),
                () ->
                    assertTrue(
                        rule(f).evaluate(breaking(f.getName())).hasViolation(),
                        "the bad class for this rule is found good")));
  }

  @Test
  void everyRuleHasABadClass() {
    Set<String> broken =
        BAD.stream().flatMap(RulesTest::breaks).collect(Collectors.toCollection(TreeSet::new));
    Set<String> all = rules().map(Field::getName).collect(Collectors.toCollection(TreeSet::new));
    assertEquals(all, broken);
    assertTrue(all.size() >= 20, "rules seen: " + all.size());
  }

  @Test
  void theWholeProgramIsLookedAt() throws IOException {
    for (String name :
        List.of("transport.Remote", "core.Quayside", "cli.Main", "gui.App", "core.model.Node")) {
      assertTrue(PROGRAM.contain("quayside." + name), name);
    }
    for (String module : MODULES) {
      try (var files = Files.walk(Path.of("..", module, "src/main/java"))) {
        List<String> missing =
            files
                .filter(f -> f.toString().endsWith(".java") && !f.endsWith("module-info.java"))
                .map(RulesTest::className)
                .filter(c -> !c.endsWith("package-info"))
                .filter(c -> !PROGRAM.contain(c))
                .toList();
        assertEquals(List.of(), missing, "compiled classes that the rules did not see");
      }
    }
  }

  @Test
  void testsRunAsANamedModule() {
    assertTrue(App.class.getModule().isNamed());
  }

  private static String className(Path source) {
    String path = source.toString().replace('\\', '/');
    String name = path.substring(path.indexOf("src/main/java/") + "src/main/java/".length());
    return name.substring(0, name.length() - ".java".length()).replace('/', '.');
  }

  private static Stream<Field> rules() {
    return Arrays.stream(Rules.class.getDeclaredFields()).filter(Rules::isRule);
  }

  private static ArchRule rule(Field field) throws IllegalAccessException {
    return (ArchRule) field.get(null);
  }

  private static JavaClasses breaking(String rule) {
    return BAD.that(
        DescribedPredicate.describe("breaks " + rule, c -> breaks(c).anyMatch(rule::equals)));
  }

  private static Stream<String> breaks(JavaClass bad) {
    Object names = bad.getAnnotationOfType(Breaks.class.getName()).get("value").orElseThrow();
    return Arrays.stream((Object[]) names).map(String::valueOf);
  }
}
