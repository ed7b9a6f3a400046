package quayside.gui.fake;

import static quayside.core.operation.OperationAction.CANCEL;
import static quayside.core.operation.OperationAction.CONTINUE;
import static quayside.core.operation.OperationAction.DISMISS;
import static quayside.core.operation.OperationAction.SWITCH_NOW;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import quayside.core.operation.OperationView.Status;
import quayside.gui.archives.ArchiveDesk;
import quayside.gui.keys.KeyDesk;
import quayside.gui.transfer.TransferDesk;
import quayside.transport.Secrets;
import quayside.transport.Vault;

/** A window's worth of made-up life. */
public final class Gallery {
  /** The fleet. */
  public final FakeFleet fleet = new FakeFleet();

  /** The moves. */
  public final FakeMoves moves = new FakeMoves();

  /** The activity. */
  public final FakeActivity activity = new FakeActivity();

  /** Exports and imports. */
  public final FakeTransfers transfers = new FakeTransfers();

  /** New instances. */
  public final FakeCreations creations = new FakeCreations(fleet);

  /** Whoever is asked for files. */
  public final FakePicker picker = new FakePicker();

  /** Trust among its nodes. */
  public final FakeTrust trust = new FakeTrust();

  /** What the page of keys works with. */
  public KeyDesk desk() {
    return new KeyDesk(trust, new FakeHostKeys(), new FakeIdentities(), new Vault(Secrets.NONE));
  }

  /** What the dialogs of exports and imports work with. */
  public TransferDesk transferDesk(ArchiveDesk archives) {
    return new TransferDesk(
        fleet,
        transfers.exports(),
        transfers.imports(),
        archives.memory(),
        archives.folder(),
        picker,
        Clock.fixed(Instant.parse("2026-11-21T13:49:00Z"), ZoneOffset.UTC));
  }

  /** A fleet with nothing under way. */
  public Gallery() {
    fleet.show(Samples.fleet());
    trust.show(FakeTrust.small());
  }

  /** Three operations in different states. */
  public Gallery busy() {
    activity.show(Samples.operation("1", "db-main", Status.RUNNING, 3, Set.of(SWITCH_NOW, CANCEL)));
    activity.show(Samples.operation("2", "mail", Status.RUNNING, 2, Set.of(CANCEL)));
    activity.show(Samples.operation("3", "build-7", Status.FAILED, 3, Set.of(CONTINUE, CANCEL)));
    activity.show(Samples.operation("4", "cache", Status.SUCCEEDED, 7, Set.of(DISMISS)));
    return this;
  }
}
