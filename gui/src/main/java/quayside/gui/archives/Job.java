package quayside.gui.archives;

import java.util.concurrent.CancellationException;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import quayside.core.archive.ArchiveProgress;
import quayside.gui.fx.Figures;
import quayside.gui.fx.Inbox;
import quayside.gui.fx.Texts;
import quayside.gui.fx.Ui;

/** Something long that reads an archive: a line with a bar, which can be cancelled. */
public final class Job implements ArchiveProgress {
  private final String title;
  private final Inbox<At> inbox;
  private final ReadOnlyDoubleWrapper part = new ReadOnlyDoubleWrapper(-1);
  private final ReadOnlyStringWrapper detail;
  private volatile boolean cancelled;

  private record At(long done, long total) {}

  Job(Ui ui, String title) {
    this.title = title;
    detail = new ReadOnlyStringWrapper(Texts.get("job.waiting"));
    inbox = new Inbox<>(ui.fx(), _ -> "", this::show);
  }

  /** What it does. */
  public String title() {
    return title;
  }

  /** From 0 to 1; -1 where it cannot be told. */
  public ReadOnlyDoubleProperty part() {
    return part.getReadOnlyProperty();
  }

  /** How far it is, in bytes. */
  public ReadOnlyStringProperty detail() {
    return detail.getReadOnlyProperty();
  }

  /** Ends it soon. */
  public void cancel() {
    cancelled = true;
    detail.set(Texts.get("job.cancelling"));
  }

  /** Whether somebody asked to end it. */
  public boolean cancelled() {
    return cancelled;
  }

  @Override
  public void at(String doing, long done, long total) {
    if (cancelled) {
      throw new CancellationException(title);
    }
    inbox.post(new At(done, total));
  }

  private void show(At at) {
    if (!cancelled) {
      part.set(at.total > 0 ? Math.min(1, (double) at.done / at.total) : -1);
      detail.set(
          at.total > 0
              ? Figures.bytesOf(at.done, Math.max(at.done, at.total))
              : Figures.bytes(at.done));
    }
  }
}
