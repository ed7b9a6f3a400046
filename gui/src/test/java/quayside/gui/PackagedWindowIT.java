package quayside.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged program from its jars on the module path. Tests on class directories hide a missing
 * {@code requires} or {@code opens}; this one does not.
 */
class PackagedWindowIT {
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  @TempDir private Path folder;

  @Test
  void thePackagedWindowMovesAContainer() throws IOException, InterruptedException {
    Path proof = folder.resolve("proof.txt");
    Process window = start("--demo", "--proof=" + proof);
    boolean ended = window.waitFor(120, TimeUnit.SECONDS);
    if (!ended) {
      window.destroyForcibly().waitFor();
    }
    assertTrue(ended, said());
    assertEquals(0, window.exitValue(), said());
    assertTrue(Files.readString(proof).startsWith("SUCCEEDED "), Files.readString(proof) + said());
  }

  @Test
  void itSaysItsVersionWithoutADisplay() throws IOException, InterruptedException {
    Process window = start("--version");
    assertTrue(window.waitFor(60, TimeUnit.SECONDS));
    assertTrue(said().matches("quayside \\d+\\.\\d+.*\n"), said());
  }

  private Process start(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Dglass.platform=Monocle",
            "-Dmonocle.platform=Headless",
            "-Dprism.order=sw",
            "--enable-native-access=javafx.graphics",
            "--patch-module",
            "javafx.graphics=" + monocle(),
            "-p",
            jar() + File.pathSeparator + TARGET.resolve("mods"),
            "-m",
            "quayside.gui/quayside.gui.Launcher"));
    command.addAll(List.of(arguments));
    ProcessBuilder program = new ProcessBuilder(command);
    program.redirectErrorStream(true).redirectOutput(folder.resolve("said.txt").toFile());
    program.environment().put("QUAYSIDE_HOME", folder.resolve("home").toString());
    program.environment().remove("DISPLAY");
    return program.start();
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("said.txt"));
  }

  private static Path jar() throws IOException {
    try (Stream<Path> files = Files.list(TARGET)) {
      return files
          .filter(f -> f.getFileName().toString().matches("gui-[0-9].*\\.jar"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static String monocle() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .filter(entry -> entry.contains("openjfx-monocle"))
        .findFirst()
        .orElseThrow();
  }
}
