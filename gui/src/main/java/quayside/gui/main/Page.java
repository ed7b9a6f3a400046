package quayside.gui.main;

import org.kordamp.ikonli.feather.Feather;

/** The pages of the window, in the order of the rail. The fleet stays beside each of them. */
enum Page {
  FLEET(Feather.SERVER, "rail.fleet"),
  ACTIVITY(Feather.ACTIVITY, "rail.activity"),
  KEYS(Feather.KEY, "rail.keys"),
  ARCHIVES(Feather.ARCHIVE, "rail.archives");

  final Feather icon;
  final String key;

  Page(Feather icon, String key) {
    this.icon = icon;
    this.key = key;
  }
}
