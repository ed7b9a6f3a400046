package quayside.gui.rules;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The architecture as rules: each constant is one; {@link RulesTest} finds them by reflection. */
@SuppressWarnings("unused") // read by reflection
final class Rules {
  private Rules() {}

  static final ArchRule CORE_IS_NOT_SEEN =
      noClasses()
          .that(in("quayside.core.."))
          .should()
          .dependOnClassesThat(in("quayside.gui..", "quayside.cli..", "javafx..", "picocli.."))
          .because("core must be true without a screen");

  static final ArchRule TRANSPORT_KNOWS_NO_CONTAINERS =
      noClasses()
          .that(in("quayside.transport.."))
          .should()
          .dependOnClassesThat(
              in("quayside.core..", "quayside.gui..", "quayside.cli..", "javafx..", "picocli.."))
          .because("transport must be true without containers");

  static final ArchRule CLI_NEEDS_NO_WINDOW =
      noClasses()
          .that(in("quayside.cli.."))
          .should()
          .dependOnClassesThat(in("quayside.gui..", "javafx.."))
          .because("the command line runs where there is no JavaFX");

  static final ArchRule RUN_LATER_IN_FX_ONLY =
      noClasses()
          .that(outside("quayside.gui.fx.."))
          .should()
          .callMethodWhere(calls("javafx.application.Platform", "runLater"))
          .because("the border between the threads is one class");

  static final ArchRule VIEW_MODELS_HAVE_NO_VIEWS =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("ViewModel")
          .should()
          .dependOnClassesThat(in("javafx.scene..", "javafx.stage..", "javafx.fxml.."))
          .because("view models are tested without a toolkit");

  static final ArchRule THREADS_START_IN_TWO_PLACES =
      noClasses()
          .that(outside("quayside.gui.fx.."))
          .and()
          .doNotHaveFullyQualifiedName("quayside.transport.Threads")
          .should()
          .callMethodWhere(
              calls(Thread.class, "ofVirtual")
                  .or(calls(Thread.class, "ofPlatform"))
                  .or(calls(Thread.class, "startVirtualThread"))
                  .or(calls(Executors.class, "new.*")))
          .orShould()
          .callConstructorWhere(
              describe(
                  "makes a thread or timer",
                  call ->
                      call.getTargetOwner().isAssignableTo(Thread.class)
                          || call.getTargetOwner().isAssignableTo(java.util.Timer.class)));

  static final ArchRule NOBODY_SLEEPS =
      noClasses()
          .should()
          .callMethodWhere(calls(Thread.class, "sleep").or(calls(TimeUnit.class, "sleep")))
          .because("waiting is a timed condition, a latch or a queue");

  static final ArchRule INTERRUPTS_IN_SSH_ONLY =
      noClasses()
          .that(outside("quayside.transport.ssh.."))
          .should()
          .callMethodWhere(
              describe(
                  "interrupts another thread",
                  call -> calls(Thread.class, "interrupt").test(call) && !restoresOwnFlag(call)))
          .orShould()
          .callMethodWhere(assignable(Future.class, "cancel"))
          .because("an interrupt closes the socket that a virtual thread reads: close instead");

  static final ArchRule NO_SINGLETONS =
      noMethods().that().areStatic().should().haveName("getInstance");

  static final ArchRule NO_STATIC_STATE =
      fields()
          .that()
          .areStatic()
          .should()
          .beFinal()
          .andShould()
          .notHaveRawType(
              describe(
                  "atomics and mutable collections",
                  type ->
                      type.getPackageName().equals("java.util.concurrent.atomic")
                          || (type.isAssignableTo(java.util.Collection.class)
                              && !type.isInterface())
                          || (type.isAssignableTo(java.util.Map.class) && !type.isInterface())));

  static final ArchRule ERRORS_HAVE_TYPES =
      methods()
          .that()
          .arePublic()
          .and()
          .doNotHaveModifier(JavaModifier.BRIDGE) // made by the compiler from Callable's
          .should()
          .notDeclareThrowableOfType(Exception.class)
          .andShould()
          .notDeclareThrowableOfType(Throwable.class);

  static final ArchRule DRIVERS_DO_NOT_MEET =
      slices().matching("quayside.core.driver.(*)..").should().notDependOnEachOther();

  /** What ways share is for all of them, so it knows none. */
  static final ArchRule WAYS_DO_NOT_MEET =
      slices()
          .matching("quayside.core.migrate.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(DescribedPredicate.alwaysTrue(), in("quayside.core.migrate.way.."));

  static final ArchRule NATIVE_SEND_IN_ITS_WAY_ONLY =
      noClasses()
          .that(in("quayside.core.migrate.."))
          .and(outside("quayside.core.migrate.osctl.."))
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("quayside.core.driver.NativeSend")
          .because("what ways share must be true without osctl");

  static final ArchRule TRANSPORT_HAS_NO_CYCLES =
      slices().matching("quayside.transport.(*)..").should().beFreeOfCycles();

  static final ArchRule CORE_HAS_NO_CYCLES =
      slices().matching("quayside.core.(*)..").should().beFreeOfCycles();

  static final ArchRule WINDOW_HAS_NO_CYCLES =
      slices().matching("quayside.gui.(*)..").should().beFreeOfCycles();

  static final ArchRule FEATURES_DO_NOT_MEET =
      slices()
          .matching("quayside.gui.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(in("quayside.gui.main.."), DescribedPredicate.alwaysTrue())
          .ignoreDependency(
              DescribedPredicate.alwaysTrue(), in("quayside.gui.fx..", "quayside.gui.problem.."));

  static final ArchRule ONE_CONSOLE =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("quayside.cli.Console")
          .and()
          .haveNameNotMatching("quayside\\.core\\.home\\.LogFile(\\$.*)?")
          .should()
          .accessFieldWhere(
              describe(
                  "reads System.in, out or err",
                  access -> access.getTargetOwner().isEquivalentTo(System.class)))
          .orShould()
          .callMethodWhere(assignable(Throwable.class, "printStackTrace"))
          .orShould()
          .dependOnClassesThat(in("java.util.logging.."))
          .because("what people read is written in one place, and logs go to System.Logger");

  static final ArchRule SSHJ_IN_SSH_ONLY = only("net.schmizz..", "quayside.transport.ssh..");

  /** sshj is handed its loggers in slf4j's types. */
  static final ArchRule SLF4J_IN_SSH_ONLY = only("org.slf4j..", "quayside.transport.ssh..");

  static final ArchRule SSHD_IN_SERVER_ONLY =
      only("org.apache.sshd..", "quayside.transport.server..", "quayside.transport.keys..");

  static final ArchRule JACKSON_IN_TWO_PACKAGES =
      only("tools.jackson..", "quayside.core.json..", "quayside.core.yaml..");

  static final ArchRule OKHTTP_IN_HTTP_ONLY = only("okhttp3..", "quayside.transport.http..");

  static final ArchRule PROCESSES_IN_LOCAL_ONLY =
      noClasses()
          .that(outside("quayside.transport.local.."))
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ProcessBuilder.class)
          .orShould()
          .callMethodWhere(calls(Runtime.class, "exec"));

  static final ArchRule MODELS_ARE_VALUES =
      classes()
          .that(in("quayside.core.model.."))
          .and()
          .areNotAnnotations()
          .and()
          .doNotHaveSimpleName("package-info")
          .should()
          .beRecords()
          .orShould()
          .beEnums()
          .orShould()
          .beInterfaces();

  static final ArchRule EXITS_IN_MAINS_ONLY =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("quayside.cli.Main")
          .and()
          .doNotHaveFullyQualifiedName("quayside.gui.Launcher")
          .should()
          .callMethodWhere(
              calls(System.class, "exit")
                  .or(calls(Runtime.class, "exit"))
                  .or(calls(Runtime.class, "halt")))
          .because("whoever is called must not end the caller");

  private static ArchRule only(String library, String... places) {
    return noClasses()
        .that(outside(places))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .because("a library that only one place knows can be exchanged");
  }

  private static DescribedPredicate<JavaClass> in(String... packages) {
    return resideInAnyPackage(packages);
  }

  private static DescribedPredicate<JavaClass> outside(String... packages) {
    return DescribedPredicate.not(resideInAnyPackage(packages));
  }

  private static DescribedPredicate<JavaMethodCall> calls(Class<?> owner, String name) {
    return calls(owner.getName(), name);
  }

  private static DescribedPredicate<JavaMethodCall> calls(String owner, String name) {
    return describe(
        owner + "." + name,
        call -> call.getTargetOwner().getName().equals(owner) && call.getName().matches(name));
  }

  private static DescribedPredicate<JavaMethodCall> assignable(Class<?> owner, String name) {
    return describe(
        owner.getName() + "." + name,
        call -> call.getTargetOwner().isAssignableTo(owner) && call.getName().equals(name));
  }

  /** {@code Thread.currentThread().interrupt()} hands an interrupt on; it does not make one. */
  private static boolean restoresOwnFlag(JavaMethodCall call) {
    return call.getOrigin().getMethodCallsFromSelf().stream()
        .filter(other -> other.getLineNumber() == call.getLineNumber())
        .map(JavaAccess::getTarget)
        .map(HasName::getName)
        .anyMatch("currentThread"::equals);
  }

  /** Whether it is a field that holds a rule. */
  static boolean isRule(java.lang.reflect.Field field) {
    return ArchRule.class.isAssignableFrom(field.getType());
  }
}
