package quayside.gui.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quayside.core.home.Home;
import quayside.gui.fx.Theme;

class SettingsTest {
  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    Home home = Home.in(folder);
    assertEquals(Settings.DEFAULT, Settings.read(home));
    Settings mine = new Settings(Theme.DARK, false, 1600, 900);
    mine.write(home);
    assertEquals(mine, Settings.read(home));
  }

  @Test
  void garbageIsTheDefault() throws IOException {
    Home home = Home.in(folder);
    Files.writeString(home.settings(), "width=nonsense\nheight=-3\ntheme=\\u00");
    assertEquals(Settings.DEFAULT, Settings.read(home));
  }
}
