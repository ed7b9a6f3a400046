package quayside.core.transfer.osctl;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongConsumer;
import quayside.core.archive.PartFile;
import quayside.core.driver.DriverException;
import quayside.core.driver.NodeFiles;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.migrate.way.Sizes;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;
import quayside.transport.TransportException;

/**
 * Fetches the archive from the node. What an earlier try brought is kept if its end is the same on
 * the node; the whole is compared afterwards.
 */
final class FetchStep implements Step {
  private static final int OVERLAP = 1 << 20;
  private static final int TRIES = 5;

  private final ExportRun run;

  FetchStep(ExportRun run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "fetch";
  }

  @Override
  public void run(StepContext context) throws IOException {
    if (run.copied) {
      return;
    }
    for (int tries = 1; ; tries++) {
      try {
        fetch(context);
        return;
      } catch (TransportException e) {
        if (tries == TRIES) {
          throw e;
        }
        context.detail("The connection broke; going on where it was");
        context.pause(context.limits().poll().multipliedBy(tries));
        context.reconnect();
      }
    }
  }

  private void fetch(StepContext context) throws IOException {
    NodeFiles files = Archiving.of(context.source()).files();
    String folder = Archiving.of(context.source()).folder(run.errand.source().pool());
    String file = run.errand.nodeFile(folder);
    long size =
        files
            .look(file)
            .orElseThrow(() ->
                new DriverException.NotFound(
                    "The archive " + file + " is not on the node any more."))
            .size();
    context.patience(context.limits().stall());
    RoundMeter meter = RoundMeter.of(context, "fetch", size);
    try (PartFile part = PartFile.resume(run.errand.file())) {
      FileChannel channel = part.channel();
      boolean ours = context.noted(NodeRecipe.FETCHING).isPresent();
      if (!ours || channel.size() > size) {
        channel.truncate(0);
      }
      context.note(NodeRecipe.FETCHING, "yes");
      LongConsumer progress = done -> meter.bytes(done, size);
      if (channel.size() > 0) {
        context.detail("Going on at " + Sizes.text(channel.size()));
      }
      try {
        files.fetch(file, start(channel), new Joined(channel, progress));
      } catch (Differs _) {
        context.detail("What was here is not the same: fetching all of it");
        channel.truncate(0);
        files.fetch(file, 0, new Joined(channel, progress));
      }
      if (channel.size() != size) {
        throw new EOFException(
            "The node sent " + channel.size() + " bytes of an archive of " + size + ".");
      }
      run.written = size;
    }
    long _ = meter.finish();
    context.patience(Duration.ofSeconds(context.limits().answer().toSeconds()));
  }

  private static long start(FileChannel channel) throws IOException {
    return Math.max(0, channel.size() - OVERLAP);
  }

  @Override
  public void undo(StepContext context) throws IOException {
    if (context.noted(NodeRecipe.FETCHING).isPresent()) {
      new ExportTidy(run.errand).part();
    }
  }

  /** What is here is not the beginning of what is there. */
  private static final class Differs extends IOException {
    private static final long serialVersionUID = 1L;

    Differs() {
      super("the part that is here differs from the node's");
    }
  }

  /** Compares what is here already, then writes on. */
  private static final class Joined extends OutputStream {
    private final FileChannel channel;
    private final LongConsumer progress;
    private final byte[] known;
    private int compared;

    Joined(FileChannel channel, LongConsumer progress) throws IOException {
      this.channel = channel;
      this.progress = progress;
      this.known = new byte[(int) (channel.size() - start(channel))];
      var into = ByteBuffer.wrap(known);
      while (into.hasRemaining()) {
        if (channel.read(into, start(channel) + into.position()) < 0) {
          throw new EOFException("The unfinished file became shorter.");
        }
      }
      channel.position(channel.size());
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] piece, int from, int length) throws IOException {
      int same = Math.min(length, known.length - compared);
      if (!Arrays.equals(known, compared, compared + same, piece, from, from + same)) {
        throw new Differs();
      }
      compared += same;
      var rest = ByteBuffer.wrap(piece, from + same, length - same);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      progress.accept(channel.position());
    }
  }
}
