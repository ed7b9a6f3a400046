package quayside.core.transfer.osctl;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import quayside.core.archive.CountedInput;
import quayside.core.archive.StreamHead;
import quayside.core.archive.osctl.ExportArchive;
import quayside.core.archive.osctl.Member;
import quayside.core.archive.osctl.Part;
import quayside.core.driver.NativeReceive;
import quayside.core.migrate.way.RoundMeter;
import quayside.core.operation.Step;
import quayside.core.operation.StepContext;
import quayside.core.transfer.way.ImportNotes;

/** Hands the streams in, the full ones first, and lets the node finish the container. */
final class HandInStep implements Step {
  private final ImportRun run;
  private final Door door;

  HandInStep(ImportRun run, Door door) {
    this.run = run;
    this.door = door;
  }

  @Override
  public String name() {
    return "rootfs";
  }

  @Override
  public void run(StepContext context) throws IOException {
    if (run.made(context)) {
      return;
    }
    String token = context.noted(ImportRun.TOKEN).orElseThrow();
    List<Member> streams = streams(run.archive());
    long total = streams.stream().mapToLong(m -> m.entry().size()).sum();
    RoundMeter meter = RoundMeter.of(context, "rootfs", total);
    NativeReceive receive = door.enter(context);
    context.patience(context.limits().stall());
    long before = 0;
    for (Member member : streams) {
      context.detail("Handing in " + member.name());
      long already = before;
      stream(receive, token, member, done -> meter.bytes(already + done, total));
      before += member.entry().size();
    }
    long _ = meter.finish();
    receive.finish(token, run.errand.options().start());
    context.note(ImportNotes.MADE, "yes");
    context.patience(context.limits().answer());
  }

  /** Full streams of all datasets, then increments. */
  private static List<Member> streams(ExportArchive archive) {
    var streams = new ArrayList<Member>();
    for (boolean incremental : new boolean[] {false, true}) {
      for (String dataset : archive.datasets()) {
        archive.stream(dataset, incremental).ifPresent(streams::add);
      }
    }
    return streams;
  }

  private void stream(NativeReceive receive, String token, Member member, LongConsumer progress)
      throws IOException {
    if (!(member.part() instanceof Part.Stream stream)) {
      throw new IllegalStateException("no stream: " + member.name());
    }
    String snapshot;
    try (InputStream in = plain(member, stream, _ -> {})) {
      String name = StreamHead.read(member.name(), in, stream.gzip()).snapshot();
      snapshot = name.substring(name.indexOf('@') + 1);
    }
    try (InputStream in = plain(member, stream, progress)) {
      receive.stream(token, stream.dataset(), stream.incremental(), snapshot, in, _ -> {});
    }
  }

  /** The stream out of gzip; progress counts the bytes of the archive, whose sum is known. */
  private InputStream plain(Member member, Part.Stream stream, LongConsumer progress)
      throws IOException {
    InputStream raw = new CountedInput(run.archive().open(member), progress);
    return stream.gzip()
        ? new GZIPInputStream(raw, 1 << 16)
        : new BufferedInputStream(raw, 1 << 18);
  }
}
