package quayside.core;

import java.io.File;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Starts a class of the tests in a JVM of its own, with the classes and modules of this one. */
public final class ChildJvm {
  private ChildJvm() {}

  /** The command that runs {@code main}; words for it follow. */
  public static List<String> command(Class<?> main, String... options) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.add("-XX:+UseSerialGC");
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath(main), main.getName()));
    return command;
  }

  private static String classPath(Class<?> main) {
    String name = main.getName().replace('.', '/') + ".class";
    URL own = main.getResource("/" + name);
    String tests = String.valueOf(own).replaceFirst("^file:", "").replace("/" + name, "");
    return Stream.of(
            tests,
            System.getProperty("jdk.module.path", ""),
            System.getProperty("java.class.path", ""))
        .filter(part -> !part.isEmpty())
        .reduce((x, y) -> x + File.pathSeparator + y)
        .orElseThrow();
  }
}
