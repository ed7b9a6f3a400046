package quayside.core.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
  @TempDir Path folder;

  @Test
  void oneVariableMovesEverything() throws IOException {
    Path own = folder.resolve("own");
    Home home = Home.of(Map.of("QUAYSIDE_HOME", own.toString(), "XDG_CONFIG_HOME", "/nowhere"));
    assertEquals(own.resolve("nodes.json"), home.nodes());
    assertEquals(own.resolve("quayside.log"), home.log());
    for (Path made : new Path[] {own, home.journal()}) {
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
    }
  }

  @Test
  void aJournalThatOthersCouldReadIsNarrowed() throws IOException {
    Path journal = Files.createDirectories(folder.resolve("own/journal"));
    Files.setPosixFilePermissions(journal, PosixFilePermissions.fromString("rwxr-xr-x"));
    Home home = Home.in(folder.resolve("own"));
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home.journal())));
  }

  @Test
  void usesTheXdgFolders() throws IOException {
    Home home =
        Home.of(
            Map.of(
                "XDG_CONFIG_HOME", folder.resolve("c").toString(),
                "XDG_STATE_HOME", folder.resolve("s").toString()));
    assertEquals(folder.resolve("c/quayside/nodes.json"), home.nodes());
    assertTrue(Files.isDirectory(folder.resolve("s/quayside/journal")));
  }

  @Test
  void aRelativeXdgFolderIsIgnored() throws IOException {
    String before = System.setProperty("user.home", folder.toString());
    try {
      Home home = Home.of(Map.of("XDG_CONFIG_HOME", "relative", "XDG_STATE_HOME", ""));
      assertEquals(folder.resolve(".config/quayside/window.properties"), home.settings());
      assertEquals(folder.resolve(".local/state/quayside/journal"), home.journal());
    } finally {
      System.setProperty("user.home", before);
    }
  }

  @Test
  void theLogIsForItsOwnerAlone() throws IOException {
    Home home = Home.in(folder.resolve("own"));
    Files.createFile(home.log());
    Files.setPosixFilePermissions(home.log(), PosixFilePermissions.fromString("rw-rw-rw-"));
    OwnerOnly.make(home.log());
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home.log())));
  }
}
