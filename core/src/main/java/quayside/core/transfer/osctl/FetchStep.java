package quayside.core.transfer.osctl;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.function.LongConsumer;
import quayside.core.archive.PartFile;
import quayside.core.driver.DriverException;
import quayside.core.driver.NodeFiles;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.migrate.way.Sizes;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;
import quayside.core.transfer.way.Continued;
import quayside.core.transfer.way.Tries;

/**
 * Fetches the archive from the node. What an earlier try brought is kept if its end is the same on
 * the node; the whole is compared afterwards.
 */
final class FetchStep implements Step {
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
    if (run.landing.copied()) {
      return;
    }
    Tries.run(context, () -> fetch(context));
  }

  private void fetch(StepContext context) throws IOException {
    NodeFiles files = Archiving.of(context.source()).files();
    String folder = Archiving.of(context.source()).folder(run.errand.source().pool());
    String file = Traces.nodeFile(run.errand, folder);
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
        long from = Continued.start(channel);
        files.fetch(file, from, new Continued(channel, from, progress));
      } catch (Continued.Differs _) {
        context.detail("What was here is not the same: fetching all of it");
        channel.truncate(0);
        files.fetch(file, 0, new Continued(channel, 0, progress));
      }
      if (channel.size() != size) {
        throw new EOFException(
            "The node sent " + channel.size() + " bytes of an archive of " + size + ".");
      }
      run.landing.wrote(size);
    }
    long _ = meter.finish();
    context.patience(Duration.ofSeconds(context.limits().answer().toSeconds()));
  }

  @Override
  public void undo(StepContext context) throws IOException {
    if (context.noted(NodeRecipe.FETCHING).isPresent()) {
      run.landing.discard();
    }
  }
}
