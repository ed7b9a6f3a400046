package quayside.core.migrate.osctl;

import quayside.core.driver.NativeSend;
import quayside.core.migrate.way.RoundMeter;

/**
 * Puts a node's words on its streams into a round's sum. The node counts each stream from zero, in
 * whole MiB, and says nothing of short ones (osctl(8), {@code ct send}: progress comes from {@code
 * zfs send -v}).
 *
 * @param meter of the round
 */
record SendProgress(RoundMeter meter) implements NativeSend.Listener {
  @Override
  public void update(String text) {
    if (text.startsWith("Syncing")) {
      meter.nextStream();
    }
    meter.detail(text);
  }

  @Override
  public void bytes(long done, long total) {
    meter.bytes(done, total);
  }
}
