package quayside.core.driver.osctl;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.LongConsumer;
import quayside.core.driver.DriverException;
import quayside.core.driver.Limits;
import quayside.core.driver.NodeFiles;
import quayside.transport.Command;

/** Files of a node by the programs of GNU coreutils. */
final class ShellFiles implements NodeFiles {
  private final Shell shell;
  private final Limits limits;

  ShellFiles(Shell shell, Limits limits) {
    this.shell = shell;
    this.limits = limits;
  }

  @Override
  public Optional<Facts> look(String path) throws IOException {
    Shell.Result result =
        shell.run(Command.of("stat", "-c", "%s %Y %i", path), "", limits.answer());
    if (result.exit() != 0) {
      if (result.err().contains("No such file")) {
        return Optional.empty();
      }
      throw failed("stat", result);
    }
    String[] words = result.out().strip().split(" ", -1);
    if (words.length != 3 || !result.out().strip().matches("[0-9 ]{5,60}")) {
      throw new DriverException.Unreadable(
          "The node's “stat” answered something else than figures.",
          Refusals.beginning(result.out()));
    }
    return Optional.of(
        new Facts(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2])));
  }

  @Override
  public void fetch(String path, long offset, OutputStream sink) throws IOException {
    Command command =
        offset == 0 ? Command.of("cat", path) : Command.of("tail", "-c", "+" + (offset + 1), path);
    Shell.Result result =
        shell.bytes(command, limits.step(), (piece, length) -> sink.write(piece, 0, length));
    if (result.exit() != 0) {
      throw failed("reading", result);
    }
  }

  @Override
  public void store(String path, boolean append, InputStream source, LongConsumer progress)
      throws IOException {
    Command command =
        append
            ? Command.of("dd", "of=" + path, "bs=1M", "oflag=append", "conv=notrunc", "status=none")
            : Command.of("dd", "of=" + path, "bs=1M", "status=none");
    Shell.Result result = shell.feed(command, limits.step(), source, progress);
    if (result.exit() != 0) {
      throw failed("writing", result);
    }
  }

  @Override
  public String sha256(String path) throws IOException {
    Shell.Result result = shell.run(Command.of("sha256sum", path), "", limits.step());
    if (result.exit() != 0) {
      throw failed("sha256sum", result);
    }
    String hash = result.out().strip().replaceFirst("^\\\\", "").replaceFirst("\\s.*$", "");
    if (!hash.matches("[0-9a-f]{64}")) {
      throw new DriverException.Unreadable(
          "The node's “sha256sum” answered no checksum.", Refusals.beginning(result.out()));
    }
    return hash;
  }

  @Override
  public void makeFolder(String path) throws IOException {
    run(Command.of("mkdir", "-m", "700", path), "mkdir");
  }

  @Override
  public void remove(String path) throws IOException {
    run(Command.of("rm", "-f", path), "rm");
  }

  @Override
  public void removeFolder(String path) throws IOException {
    Shell.Result result = shell.run(Command.of("rmdir", path), "", limits.answer());
    if (result.exit() != 0 && !result.err().contains("No such file")) {
      throw failed("rmdir", result);
    }
  }

  private void run(Command command, String what) throws IOException {
    Shell.Result result = shell.run(command, "", limits.answer());
    if (result.exit() != 0) {
      throw failed(what, result);
    }
  }

  private static DriverException failed(String what, Shell.Result result) {
    String said = Refusals.beginning(result.err().strip());
    if (said.contains("No space left")) {
      return new DriverException.Rejected("The disk of the node is full: “" + said + "”.");
    }
    return new DriverException.Rejected(
        "A file on the node cannot be used ("
            + what
            + "): "
            + (said.isEmpty() ? "it ended with status " + result.exit() : "“" + said + "”")
            + ".");
  }
}
