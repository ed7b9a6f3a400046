package quayside.core.migrate.way;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SyncPolicyTest {
  private static final long MIB = 1L << 20;
  private final SyncPolicy policy = new SyncPolicy();

  private static void near(long millis, Duration is) {
    assertTrue(Math.abs(is.toMillis() - millis) <= 2, is + " instead of " + millis + " ms");
  }

  @Test
  void aRunningContainerIsSyncedAtLeastOnce() {
    policy.copied(1000 * MIB, Duration.ofSeconds(10));
    assertFalse(policy.enough(policy.forecast(MIB, true)));
  }

  @Test
  void aStoppedOneIsNotSyncedAndNotStopped() {
    policy.copied(1000 * MIB, Duration.ofSeconds(10));
    var forecast = policy.forecast(0, false);
    assertEquals(Duration.ZERO, forecast.stop());
    assertTrue(policy.enough(forecast));
  }

  @Test
  void theForecastIsShutdownPlusRestByRatePlusFixedCost() {
    policy.copied(1000 * MIB, Duration.ofSeconds(10));
    policy.synced(100 * MIB, Duration.ofMillis(1300)); // 1 s of bytes, 0.3 s of costs
    near(300, policy.fixedCost());
    near(800 + 300 + 500, policy.forecast(50 * MIB, true).stop());
  }

  @Test
  void itIsEnoughWhenTheForecastIsTwoSecondsOrLess() {
    policy.copied(1000 * MIB, Duration.ofSeconds(10));
    policy.synced(500 * MIB, Duration.ofSeconds(5));
    assertTrue(policy.enough(policy.forecast(119 * MIB, true)));
    assertFalse(policy.enough(policy.forecast(121 * MIB, true)));
  }

  @Test
  void itIsEnoughWhenTwoRoundsInARowShrinkTheRestByLessThanAFifth() {
    policy.copied(10_000 * MIB, Duration.ofSeconds(100));
    policy.synced(1000 * MIB, Duration.ofSeconds(10));
    assertFalse(policy.enough(policy.forecast(900 * MIB, true)), "one such round is not two");
    policy.synced(900 * MIB, Duration.ofSeconds(9));
    assertTrue(policy.enough(policy.forecast(800 * MIB, true)));
  }

  @Test
  void aRoundThatPaysStartsTheCountAnew() {
    policy.copied(10_000 * MIB, Duration.ofSeconds(100));
    policy.synced(1000 * MIB, Duration.ofSeconds(10));
    policy.synced(950 * MIB, Duration.ofSeconds(10));
    assertFalse(policy.enough(policy.forecast(500 * MIB, true)));
  }

  @Test
  void tenRoundsAreEnough() {
    policy.copied(1_000_000 * MIB, Duration.ofSeconds(10_000));
    long rest = 500_000 * MIB;
    for (int i = 0; i < SyncPolicy.MOST_ROUNDS; i++) {
      assertFalse(policy.enough(policy.forecast(rest, true)), "after " + i);
      policy.synced(rest, Duration.ofSeconds(rest / (100 * MIB)));
      rest = rest * 3 / 5;
    }
    assertTrue(policy.enough(policy.forecast(rest, true)));
  }
}
