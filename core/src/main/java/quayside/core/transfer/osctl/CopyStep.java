package quayside.core.transfer.osctl;

import java.io.IOException;
import java.util.Optional;
import quayside.core.archive.PartFile;
import quayside.core.archive.osctl.ExportWriter;
import quayside.core.driver.NativeArchives;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;

/** Writes configurations and full streams into the unfinished file. */
final class CopyStep implements Step {
  private final ExportRun run;

  CopyStep(ExportRun run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "rootfs";
  }

  @Override
  public void run(StepContext context) throws IOException {
    if (run.landing.copied()) {
      return;
    }
    NativeArchives archives = Archiving.of(context.source());
    NativeArchives.Description text = archives.describe(run.errand.name());
    run.volumes = archives.volumes(run.errand.name());
    long expected = run.volumes.stream().mapToLong(v -> v.bytes().orElse(0)).sum();
    context.patience(context.limits().stall());
    RoundMeter meter = RoundMeter.of(context, "rootfs", expected);
    try (PartFile part = PartFile.begin(run.errand.file())) {
      var writer = new ExportWriter(part.channel());
      ExportHead.write(writer, run.errand.id(), text, run.volumes);
      var carrier = new StreamCarrier(run.errand, archives, writer, meter);
      for (NativeArchives.Volume volume : run.volumes) {
        meter.detail("Carrying " + volume.name());
        carrier.carry(volume, Optional.empty(), Traces.base(run.errand));
      }
      run.landing.wrote(part.channel().size());
    }
    long _ = meter.finish();
    context.patience(context.limits().answer());
  }

  @Override
  public void undo(StepContext context) throws IOException {
    if (context.noted(ExportRun.BEGUN).isPresent()) {
      run.landing.discard();
    }
  }
}
