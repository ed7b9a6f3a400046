package quayside.core;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import quayside.transport.Threads;

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

  /** The first line that a program prints, for which it has a minute and a half. */
  public static String firstLine(Process child) throws Exception {
    var line = new CompletableFuture<String>();
    Thread _ =
        Threads.start(
            "child-output",
            () -> {
              try {
                BufferedReader out = child.inputReader(StandardCharsets.UTF_8);
                line.complete(String.valueOf(out.readLine()));
              } catch (IOException e) {
                line.completeExceptionally(e);
              }
            });
    return line.get(90, TimeUnit.SECONDS);
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
