package quayside.core.embedded.osctld;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Counts a stream and tells of it once per second and at its end, in MiB (facts §3.5). */
final class Meter extends FilterOutputStream {
  private static final double MIB = 1 << 20;

  private final long size;
  private final Consumer<Object> progress;
  private long bytes;
  private long told;
  private long nextNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);

  Meter(OutputStream out, long size, Consumer<Object> progress) {
    super(out);
    this.size = size;
    this.progress = progress;
  }

  @Override
  public void write(byte[] block, int from, int length) throws IOException {
    out.write(block, from, length);
    bytes += length;
    if (System.nanoTime() - nextNanos >= 0) {
      nextNanos += TimeUnit.SECONDS.toNanos(1);
      tell();
    }
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  /** Tells for the last time; the stream below stays open for its owner. */
  @Override
  public void close() throws IOException {
    out.flush();
    tell();
  }

  private void tell() {
    long now = Math.round(bytes / MIB);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("time", Instant.now().getEpochSecond());
    data.put("size", Math.round(size / MIB));
    data.put("transfered", now);
    data.put("changed", now - told);
    told = now;
    Map<String, Object> update = new LinkedHashMap<>();
    update.put("type", "progress");
    update.put("data", data);
    progress.accept(update);
  }
}
