package quayside.core.migrate.incus;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import quayside.core.driver.DriverException;
import quayside.core.driver.InstanceServer;
import quayside.core.driver.InstanceTransfers.Arrival;
import quayside.core.driver.InstanceTransfers.Far;
import quayside.core.driver.InstanceTransfers.Offer;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.migrate.way.ServerProgress;
import quayside.core.model.ServerOperation;

/** Carries an instance from server to server once: whole, or what changed since. */
final class Carriage {
  private final InstanceServer source;
  private final InstanceServer target;
  private final boolean near;
  private final RoundMeter meter;
  private final AtomicLong moved = new AtomicLong();
  private @Nullable RestoreWatch watch;
  private long told;

  /**
   * @param near whether both are near to this computer
   */
  Carriage(InstanceServer source, InstanceServer target, boolean near, RoundMeter meter) {
    this.near = near;
    this.source = source;
    this.target = target;
    this.meter = meter;
  }

  /** What is carried is memory, too, and somebody looks whether it is restored. */
  void watchedBy(RestoreWatch restore) {
    watch = restore;
  }

  /** Carries; returns when both servers say that it is done. */
  void run(String instance, Arrival arrival, Routes way) throws IOException {
    switch (way.route()) {
      case RELAY -> relay(instance, arrival);
      case PULL -> pull(instance, arrival, way.address());
      case PUSH -> push(instance, arrival, way.address());
    }
  }

  private void relay(String instance, Arrival arrival) throws IOException {
    Offer from = source.transfers().offer(instance, arrival.way());
    Offer to;
    try {
      to = target.transfers().expect(arrival);
    } catch (IOException e) {
      BothEnds.stop(source.operations(), from.operation());
      throw e;
    }
    Relay relay;
    try {
      relay = Relay.open(source.transfers(), from, target.transfers(), to, near, this::moved);
    } catch (IOException e) {
      BothEnds.stop(source.operations(), from.operation());
      BothEnds.stop(target.operations(), to.operation());
      throw e;
    }
    try (relay) {
      var ends = new BothEnds(source.operations(), target.operations(), relay::close);
      await(ends, from.operation(), to.operation(), this::relayed);
    }
  }

  private void await(BothEnds ends, String sent, String received, Consumer<ServerOperation> seen)
      throws IOException {
    RestoreWatch restore = watch;
    if (restore != null) {
      restore.start(why -> ends.end(sent, received, new DriverException.Rejected(why)));
    }
    ends.await(sent, received, seen);
  }

  private void moved(long bytes) {
    moved.addAndGet(bytes);
  }

  /** Each second: the pumps themselves must not be held up by whoever listens. */
  private void relayed(ServerOperation now) {
    meter.bytes(moved.get(), 0);
  }

  private void pull(String instance, Arrival arrival, String address) throws IOException {
    Offer from = source.transfers().offer(instance, arrival.way());
    ServerOperation fetching;
    try {
      Far far = source.transfers().far(from, address);
      fetching = target.transfers().pull(arrival, far);
    } catch (IOException e) {
      BothEnds.stop(source.operations(), from.operation());
      throw e;
    }
    var ends = new BothEnds(source.operations(), target.operations(), () -> {});
    await(ends, from.operation(), fetching.id(), this::told);
  }

  private void push(String instance, Arrival arrival, String address) throws IOException {
    Offer to = target.transfers().expect(arrival);
    ServerOperation bringing;
    try {
      Far far = target.transfers().far(to, address);
      bringing = source.transfers().push(instance, arrival.way(), far);
    } catch (IOException e) {
      BothEnds.stop(target.operations(), to.operation());
      throw e;
    }
    var ends = new BothEnds(source.operations(), target.operations(), () -> {});
    await(ends, bringing.id(), to.operation(), this::told);
  }

  private void told(ServerOperation now) {
    Optional<Long> bytes = now.progress().flatMap(ServerProgress::bytes);
    if (bytes.isPresent() && bytes.get() >= told) { // the target's count may be behind the source's
      told = bytes.get();
      meter.bytes(told, 0);
    }
    meter.detail(now.progress().orElse(now.description()));
  }

  /**
   * The end: what passed is now all there is to it. Returns the bytes, as far as they are known.
   */
  long finish() {
    long bytes = Math.max(told, moved.get());
    meter.bytes(bytes, bytes);
    return meter.finish();
  }
}
