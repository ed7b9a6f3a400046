package quayside.gui.archives;

import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Texts;

/** Long work under way, a line for each of the first few; takes no room when there is none. */
public final class JobLines extends VBox {
  private static final int MOST = 3;

  private final Jobs jobs;

  /** The lines of some jobs. */
  public JobLines(Jobs jobs) {
    super(6);
    this.jobs = jobs;
    setId("jobs");
    jobs.all().addListener((ListChangeListener<Job>) _ -> show());
    show();
  }

  private void show() {
    getChildren().setAll(jobs.all().stream().limit(MOST).map(JobLines::line).toList());
    int more = jobs.all().size() - MOST;
    if (more > 0) {
      getChildren().add(Icons.styled(new Label(Texts.get("job.more", more)), "small"));
    }
    setVisible(!jobs.all().isEmpty());
    setManaged(isVisible());
  }

  private static HBox line(Job job) {
    Label title = new Label(job.title());
    title.setMinWidth(0);
    HBox.setHgrow(title, Priority.ALWAYS);
    title.setMaxWidth(Double.MAX_VALUE);
    Label detail = Icons.styled(new Label(), "small");
    detail.setMinWidth(Region.USE_PREF_SIZE);
    detail.textProperty().bind(job.detail());
    ProgressBar bar = new ProgressBar();
    bar.setPrefWidth(160);
    bar.setAccessibleText(job.title());
    bar.progressProperty().bind(job.part());
    var cancel = Icons.button(Feather.X, Texts.get("job.cancel", job.title()), job::cancel);
    cancel.setId("job-cancel");
    return Icons.styled(new HBox(12, title, detail, bar, cancel), "card", "job", "center-left");
  }
}
