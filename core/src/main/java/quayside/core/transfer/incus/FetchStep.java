package quayside.core.transfer.incus;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import quayside.core.archive.PartFile;
import quayside.core.driver.InstanceServer;
import quayside.core.driver.InstanceBackups;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.migrate.way.Sizes;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;
import quayside.core.transfer.way.Continued;
import quayside.core.transfer.way.Tries;

/**
 * Fetches the backup. What an earlier try brought is kept: the server is asked for the rest ({@code
 * Range}, and {@code If-Range} so that it is of the same file), beginning a little before, and what
 * overlaps is compared.
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
    context.patience(context.limits().stall());
    try (PartFile part = PartFile.resume(run.errand.file())) {
      FileChannel channel = part.channel();
      if (context.noted(ExportRun.FETCHING).isEmpty()) {
        channel.truncate(0);
      }
      try {
        fetch(context, channel);
      } catch (Continued.Differs _) {
        context.detail("What was here is not the same: fetching all of it");
        channel.truncate(0);
        fetch(context, channel);
      }
      run.landing.wrote(channel.size());
    }
    context.patience(context.limits().answer());
  }

  private void fetch(StepContext context, FileChannel channel) throws IOException {
    InstanceBackups backups = InstanceServer.of(context.source()).backups();
    Optional<String> version = context.noted(ExportRun.FETCHING).filter(tag -> !tag.isEmpty());
    long from = version.isPresent() ? Continued.start(channel) : 0;
    try (InstanceBackups.Download download =
        backups.download(run.errand.name(), run.backup.name(), from, version)) {
      if (download.from() != from) {
        channel.truncate(download.from()); // all of it comes
      }
      if (channel.size() > 0) {
        context.detail("Going on at " + Sizes.text(channel.size()));
      }
      context.note(ExportRun.FETCHING, download.version().orElse(""));
      long size = download.size().orElse(0);
      RoundMeter meter = RoundMeter.of(context, "fetch", size);
      var into = new Continued(channel, download.from(), done -> meter.bytes(done, size));
      Pieces.copy(download.content(), into);
      if (download.size().isPresent() && channel.size() != size) {
        throw new EOFException(
            "The server sent " + channel.size() + " bytes of a backup of " + size + ".");
      }
      long _ = meter.finish();
    }
  }

  @Override
  public void undo(StepContext context) throws IOException {
    if (context.noted(ExportRun.FETCHING).isPresent()) {
      run.landing.discard();
    }
  }
}
