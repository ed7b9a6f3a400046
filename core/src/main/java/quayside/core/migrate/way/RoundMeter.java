package quayside.core.migrate.way;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import quayside.core.operation.OperationView.Round;
import quayside.core.operation.StepContext;

/** Sums the streams of a round, each of which is counted from zero. The sum never falls. */
public final class RoundMeter {
  private static final long WINDOW = TimeUnit.SECONDS.toNanos(5);
  private static final long SMALLEST_WINDOW = TimeUnit.MILLISECONDS.toNanos(200);

  /** Streams come in small pieces, and telling costs more than carrying one. */
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

  private static final long WORDS_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

  private final String name;
  private final long expected;
  private final Sink sink;
  private final long pause;
  private final long begin = System.nanoTime();
  private final Deque<Sample> samples = new ArrayDeque<>();
  private long finished;
  private long streamDone;
  private long streamTotal;
  private long shown;
  private long told;
  private String said = "";
  private long saidAt;

  private record Sample(long nanos, long bytes) {}

  /** Where the sum goes. */
  public interface Sink {
    void detail(String text);

    void progress(Round round, OptionalLong rate, Optional<Duration> left);
  }

  /**
   * A round that begins now.
   *
   * @param expected bytes of all its streams, as far as known
   */
  public RoundMeter(String name, long expected, Sink sink) {
    this(name, expected, sink, 0);
  }

  private RoundMeter(String name, long expected, Sink sink, long pause) {
    this.pause = pause;
    this.name = name;
    this.expected = Math.max(0, expected);
    this.sink = sink;
    samples.add(new Sample(begin, 0));
    sink.progress(new Round(name, 0, this.expected), OptionalLong.empty(), Optional.empty());
  }

  /** A round of an operation. */
  public static RoundMeter of(StepContext context, String name, long expected) {
    return new RoundMeter(
        name,
        expected,
        new Sink() {
          @Override
          public void detail(String text) {
            context.detail(text);
          }

          @Override
          public void progress(Round round, OptionalLong rate, Optional<Duration> left) {
            context.progress(round, rate, left);
          }
        },
        PAUSE);
  }

  /** Says in words what is being done; an operation hears the same words once, and no hurry. */
  public void detail(String text) {
    long now = System.nanoTime();
    boolean hurry = pause > 0 && !said.isEmpty() && now - saidAt < WORDS_PAUSE;
    if (!text.equals(said) && !hurry) {
      said = text;
      saidAt = now;
      sink.detail(text);
    }
  }

  /**
   * Bytes of the stream under way; fewer than before are those of the next stream.
   *
   * @param total the estimate for this stream
   */
  public void bytes(long done, long total) {
    if (done < streamDone) {
      nextStream();
    }
    streamDone = Math.max(streamDone, done);
    streamTotal = Math.max(streamTotal, Math.max(done, total));
    long now = System.nanoTime();
    if (now - told >= pause || streamDone >= streamTotal) {
      told = now;
      report(now);
    }
  }

  /** The stream under way has ended, and another may begin. */
  public void nextStream() {
    finished += Math.max(streamDone, streamTotal);
    streamDone = 0;
    streamTotal = 0;
  }

  private void report(long now) {
    shown = Math.max(shown, finished + streamDone);
    long total = Math.max(Math.max(expected, shown), finished + streamTotal);
    samples.addLast(new Sample(now, shown));
    while (samples.size() > 2 && now - samples.getFirst().nanos > WINDOW) {
      samples.removeFirst();
    }
    Sample first = samples.getFirst();
    long span = now - first.nanos;
    OptionalLong rate =
        span < SMALLEST_WINDOW
            ? OptionalLong.empty()
            : OptionalLong.of((long) ((shown - first.bytes) * 1e9 / span));
    Optional<Duration> left =
        rate.isPresent() && rate.getAsLong() > 0
            ? Optional.of(Duration.ofSeconds((total - shown) / rate.getAsLong()))
            : Optional.empty();
    sink.progress(new Round(name, shown, total), rate, left);
  }

  /** The round is over: what was carried, by the node's count or else as expected. */
  public long finish() {
    nextStream();
    shown = Math.max(shown, finished > 0 ? finished : expected);
    sink.progress(new Round(name, shown, shown), OptionalLong.empty(), Optional.empty());
    return shown;
  }

  /** Time since it began. */
  public Duration took() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
