package quayside.core.transfer.osctl;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import quayside.core.archive.PartFile;
import quayside.core.archive.osctl.ExportWriter;
import quayside.core.driver.NativeArchives;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;

/** Writes the streams of the last moment, and the end. */
final class IncrementStep implements Step {
  private final ExportRun run;

  IncrementStep(ExportRun run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "increment";
  }

  @Override
  public void run(StepContext context) throws IOException {
    if (run.landing.copied()) {
      return;
    }
    context.patience(context.limits().stall());
    try (PartFile part = PartFile.reopen(run.errand.file(), run.landing.written())) {
      var writer = new ExportWriter(part.channel());
      if (run.ranConsistent) {
        increments(context, writer);
      }
      writer.snapshots(
          run.ranConsistent
              ? List.of(Traces.last(run.errand), Traces.base(run.errand))
              : List.of(Traces.base(run.errand)));
      writer.finish();
      run.landing.wrote(part.channel().size());
    }
    context.patience(context.limits().answer());
  }

  private void increments(StepContext context, ExportWriter writer) throws IOException {
    NativeArchives archives = Archiving.of(context.source());
    RoundMeter meter = RoundMeter.of(context, "increment", 0);
    var carrier = new StreamCarrier(run.errand, archives, writer, meter);
    for (NativeArchives.Volume volume : run.volumes) {
      meter.detail("Carrying what was written last to " + volume.name());
      carrier.carry(volume, Optional.of(Traces.base(run.errand)), Traces.last(run.errand));
    }
    long _ = meter.finish();
  }
}
