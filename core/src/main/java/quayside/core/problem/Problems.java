package quayside.core.problem;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import quayside.core.archive.ArchiveException;
import quayside.core.archive.zfs.ZfsStreamException;
import quayside.core.driver.DriverException;
import quayside.transport.HostKey;
import quayside.transport.TransportException;

/**
 * Words for every failure. Codes, which programs may rely on: {@code unreachable}, {@code
 * host-key-unknown}, {@code host-key-changed}, {@code login-refused}, {@code disconnected}, {@code
 * timed-out}, {@code request-refused}, {@code not-found}, {@code exists}, {@code files-change},
 * {@code changed-meanwhile}, {@code busy}, {@code unsupported}, {@code rejected}, {@code
 * node-internal-error}, {@code node-full}, {@code unreadable-answer}, {@code no-answer}, {@code
 * file-missing}, {@code disk-full}, {@code file-forbidden}, {@code file-error}, {@code bad-stream},
 * {@code io-error}, {@code interrupted}, {@code wrong-input}, {@code bug}; and those that an {@link
 * Explained} failure brings along.
 */
final class Problems {
  private static final int DETAILS_LIMIT = 8000;

  private Problems() {}

  static Problem of(Throwable failure) {
    return switch (failure) {
      case Explained explained -> explained.problem();
      case TransportException e -> transport(e);
      case DriverException e -> driver(e);
      case UncheckedIOException e -> of(causeOf(e));
      case CompletionException e when e.getCause() != null -> of(e.getCause());
      case ExecutionException e when e.getCause() != null -> of(e.getCause());
      case NoSuchFileException e ->
          file("file-missing", "File missing", "There is no file " + e.getFile() + ".", e);
      case AccessDeniedException e ->
          file("file-forbidden", "File not permitted", "No permission for " + e.getFile() + ".", e);
      case FileAlreadyExistsException e ->
          file("file-error", "File in the way", "There is a file " + e.getFile() + " already.", e);
      case FileSystemException e when !full(e) ->
          file("file-error", "File error", "Something is wrong with " + e.getMessage() + ".", e);
      case IOException e when full(e) ->
          new Problem(
              "disk-full",
              "The disk is full",
              "The disk of this machine has no space left for what was to be written.",
              "Make room, or choose a file on another disk.",
              chain(e));
      case InterruptedIOException _, InterruptedException _, CancellationException _ ->
          new Problem("interrupted", "Interrupted", "This was interrupted.", "Try again.", "");
      case ArchiveException e -> new Problem(e.code(), e.title(), sentence(e), e.tryThis(), "");
      case ZfsStreamException e ->
          new Problem("bad-stream", "Not a stream that can be opened", sentence(e), "", chain(e));
      case IOException e ->
          new Problem(
              "io-error",
              "Reading or writing failed",
              sentence(e),
              "Try again; look at the details if it stays.",
              chain(e));
      case IllegalArgumentException e ->
          new Problem("wrong-input", "Not understood", sentence(e), "", "");
      default ->
          new Problem(
              "bug",
              "Quayside made a mistake",
              "Something happened that Quayside was not prepared for: "
                  + failure.getClass().getSimpleName()
                  + ". Nothing more is done for now.",
              "Copy the report and send it to the makers of Quayside.",
              stack(failure));
    };
  }

  private static boolean full(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("No space left on device") // ENOSPC
        || message.contains("not enough space on the disk"); // ERROR_DISK_FULL of Windows
  }

  private static Problem transport(TransportException failure) {
    String sentence = sentence(failure);
    String details = chain(failure);
    return switch (failure) {
      case TransportException.Unreachable _ ->
          new Problem(
              "unreachable",
              "Not reachable",
              sentence,
              "Check that the machine runs, its address and port, and your network.",
              details);
      case TransportException.HostKeyRejected e
          when e.changed() && e.key().type().equals(HostKey.CERTIFICATE) ->
          new Problem(
              "host-key-changed",
              "The certificate has changed",
              sentence,
              "Do not go on before you know why: ask whoever runs the server for its fingerprint."
                  + " If it was set up anew, write the new fingerprint into the node book.",
              key(e));
      case TransportException.HostKeyRejected e when e.changed() ->
          new Problem(
              "host-key-changed",
              "The host key has changed",
              sentence,
              "Do not go on before you know why: ask whoever runs the machine for its fingerprint."
                  + " If the machine was set up anew, remove the old key from known_hosts, or write"
                  + " the new one into the node book if the old one is there.",
              key(e));
      case TransportException.HostKeyRejected e when e.key().type().equals(HostKey.CERTIFICATE) ->
          new Problem(
              "host-key-unknown",
              "The certificate is not known",
              sentence,
              "Compare the fingerprint with the server's own (incus info or lxc info, certificate"
                  + " fingerprint) and accept it.",
              key(e));
      case TransportException.HostKeyRejected e ->
          new Problem(
              "host-key-unknown",
              "The host key is not known",
              sentence,
              "Compare the fingerprint with the machine's own and accept the key.",
              key(e));
      case TransportException.AuthFailed _ ->
          new Problem(
              "login-refused",
              "Login refused",
              sentence,
              "Check user, key file and passphrase, and that the key is in authorized_keys there.",
              details);
      case TransportException.Disconnected _ ->
          new Problem(
              "disconnected",
              "Connection lost",
              sentence,
              "A step that was under way may still be running on the node: look before repeating"
                  + " it.",
              details);
      case TransportException.TimedOut _ ->
          new Problem(
              "timed-out",
              "No answer in time",
              sentence,
              "What was asked for may still happen on the node: look before repeating it.",
              details);
      case TransportException.Refused _ ->
          new Problem(
              "request-refused",
              "The machine refused",
              sentence,
              "Check the login's rights there, and that its SSH server allows this.",
              details);
    };
  }

  private static Problem driver(DriverException failure) {
    String sentence = sentence(failure);
    return switch (failure) {
      case DriverException.NotFound _ ->
          new Problem(
              "not-found",
              "Not there",
              sentence,
              "Look at the list again; it may have been removed or moved meanwhile.",
              "");
      case DriverException.Busy e ->
          new Problem(
              "busy",
              "Busy",
              sentence,
              "Wait until that is done, then try again.",
              e.holder().isEmpty() ? "" : "held by: " + e.holder());
      case DriverException.Unsteady _ ->
          new Problem(
              "files-change",
              "Files change while they are copied",
              sentence,
              "Try again when it writes less, or copy it while it is stopped.",
              "");
      case DriverException.Exists _ ->
          new Problem(
              "exists", "There already", sentence, "Choose another name, or remove that one.", "");
      case DriverException.Conflict _ ->
          new Problem(
              "changed-meanwhile",
              "Changed meanwhile",
              sentence,
              "Nothing was written. Look at what it is now, then change that.",
              "");
      case DriverException.Unsupported _ ->
          new Problem("unsupported", "Not possible there", sentence, "", "");
      case DriverException.Rejected _ when sentence.contains("internal error") ->
          new Problem(
              "node-internal-error",
              "The node failed",
              sentence,
              "The reason is in the node's system log (osctld, facility local2).",
              "");
      case DriverException.Rejected e when e.forWantOfRoom() ->
          new Problem(
              "node-full",
              "No room left on the node",
              sentence,
              "Make room there, or choose a pool or a node with more; what was begun is named if"
                  + " it is still there.",
              "");
      case DriverException.Rejected _ ->
          new Problem("rejected", "The node refused", sentence, "", "");
      case DriverException.Unvouched _ ->
          new Problem(
              "host-key-unknown",
              "The certificate is not known",
              sentence,
              "Compare the fingerprint with the server's own (incus info or lxc info, certificate"
                  + " fingerprint), and name a file with its certificate: --certificate FILE.",
              "");
      case DriverException.Unreadable e ->
          new Problem(
              "unreadable-answer",
              "Answer not understood",
              sentence,
              "Check that the node runs a supported version, and that its shell prints nothing by"
                  + " itself.",
              e.output());
      case DriverException.Silent _ ->
          new Problem(
              "no-answer",
              "No answer",
              sentence,
              "What was asked for may still happen on the node: look before repeating it.",
              "");
    };
  }

  private static Problem file(String code, String title, String sentence, IOException failure) {
    return new Problem(
        code, title, sentence, "Check the file and its permissions.", chain(failure));
  }

  private static String key(TransportException.HostKeyRejected failure) {
    var key = failure.key();
    return key.host() + ":" + key.port() + " showed " + key.type() + " " + key.sha256();
  }

  private static Throwable causeOf(UncheckedIOException failure) {
    Throwable cause = failure.getCause();
    return cause == null ? new IOException(sentence(failure)) : cause;
  }

  private static String sentence(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? "It failed without a reason (" + failure.getClass().getSimpleName() + ")."
        : message;
  }

  private static String chain(Throwable failure) {
    var text = new StringBuilder();
    int depth = 0;
    for (Throwable t = failure; t != null && depth < 10; t = t.getCause(), depth++) {
      text.append(depth == 0 ? "" : "\ncaused by ").append(t);
    }
    return shortened(text.toString());
  }

  private static String stack(Throwable failure) {
    var text = new StringBuilder();
    int depth = 0;
    for (Throwable t = failure; t != null && depth < 10; t = t.getCause(), depth++) {
      text.append(depth == 0 ? "" : "caused by ").append(t).append('\n');
      for (StackTraceElement frame : t.getStackTrace()) {
        text.append("  at ").append(frame).append('\n');
      }
    }
    return shortened(text.toString());
  }

  private static String shortened(String text) {
    return text.length() > DETAILS_LIMIT ? text.substring(0, DETAILS_LIMIT) + "…" : text;
  }
}
