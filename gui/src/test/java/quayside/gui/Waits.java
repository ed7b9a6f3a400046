package quayside.gui;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.testfx.util.WaitForAsyncUtils;

/** Waiting for what a window shows. */
final class Waits {
  private static final int MOMENT_MILLIS = 30_000;

  private Waits() {}

  /**
   * Waits until something is so. It is looked at on the thread of JavaFX: elsewhere the window
   * would change while it is read.
   */
  static void until(int seconds, Callable<Boolean> condition) throws TimeoutException {
    WaitForAsyncUtils.waitFor(
        seconds,
        TimeUnit.SECONDS,
        () -> WaitForAsyncUtils.waitForAsyncFx(MOMENT_MILLIS, condition));
    WaitForAsyncUtils.waitForFxEvents();
  }
}
