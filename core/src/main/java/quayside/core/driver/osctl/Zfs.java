package quayside.core.driver.osctl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import quayside.core.driver.DriverException;
import quayside.core.driver.Limits;
import quayside.transport.Command;

/** Questions to ZFS, in its script form: no header, tabs, exact numbers ({@code -Hp}). */
final class Zfs {
  private final Shell shell;
  private final Limits limits;

  Zfs(Shell shell, Limits limits) {
    this.shell = shell;
    this.limits = limits;
  }

  /**
   * Rows of {@code zfs list}: the name, then numbers.
   *
   * @param properties of which each is a number
   * @param under datasets to list; none: all
   */
  List<Row> list(List<String> properties, boolean recursive, String... under) throws IOException {
    var words = new ArrayList<String>(List.of("zfs", "list", "-Hp", "-o"));
    words.add("name," + String.join(",", properties));
    if (recursive) {
      words.add("-r");
    }
    words.addAll(List.of(under));
    var rows = new ArrayList<Row>();
    for (String line : run(words).lines().toList()) {
      if (!line.isBlank()) {
        rows.add(row(line, properties.size()));
      }
    }
    return rows;
  }

  /** Names of the snapshots of one dataset, oldest first, without the dataset's. */
  List<String> snapshots(String dataset) throws IOException {
    var names = new ArrayList<String>();
    List<String> words =
        List.of(
            "zfs",
            "list",
            "-H",
            "-t",
            "snapshot",
            "-o",
            "name",
            "-s",
            "creation",
            "-d",
            "1",
            dataset);
    for (String line : run(words).lines().toList()) {
      if (line.startsWith(dataset + "@")) {
        names.add(line.strip().substring(dataset.length() + 1));
      }
    }
    return List.copyOf(names);
  }

  /** Runs something that changes snapshots. */
  void change(List<String> words) throws IOException {
    String _ = run(words);
  }

  /** One property of a dataset; empty if it has none. */
  String get(String property, String dataset) throws IOException {
    String value = run(List.of("zfs", "get", "-Hp", "-o", "value", property, dataset)).strip();
    return value.equals("-") ? "" : value;
  }

  private String run(List<String> words) throws IOException {
    Shell.Result result = shell.run(Command.of(words), "", limits.answer());
    if (result.exit() != 0) {
      String said = Refusals.beginning(result.err().strip());
      if (said.contains("dataset does not exist")
          || said.contains("could not find any snapshots")) {
        throw new DriverException.NotFound("ZFS on the node answered “" + said + "”.");
      }
      throw new DriverException.Rejected(
          "“" + words.get(0) + " " + words.get(1) + "” failed on the node: “" + said + "”.");
    }
    return result.out();
  }

  private static Row row(String line, int numbers) throws DriverException.Unreadable {
    String[] cells = line.split("\t", -1);
    var values = new ArrayList<Long>();
    try {
      for (int i = 1; i <= numbers; i++) {
        values.add(cells[i].equals("-") ? 0 : Long.parseLong(cells[i]));
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException _) {
      throw new DriverException.Unreadable(
          "The node's “zfs list” answered something else than a list.", Refusals.beginning(line));
    }
    return new Row(cells[0], List.copyOf(values));
  }

  /** A dataset with the numbers that were asked for. */
  record Row(String name, List<Long> values) {}
}
