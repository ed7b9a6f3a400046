package quayside.gui.fake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import quayside.core.migrate.Finding;
import quayside.core.migrate.MoveRefused;
import quayside.core.migrate.Preflight;
import quayside.core.transfer.Checked;
import quayside.core.transfer.ExportRequest;
import quayside.core.transfer.Exports;
import quayside.core.transfer.ImportRequest;
import quayside.core.transfer.Imports;

/** Exports and imports that are only planned; the words are those of the real checks. */
public final class FakeTransfers {
  /** Exports that were started. */
  public final List<ExportRequest> exported = new CopyOnWriteArrayList<>();

  /** Imports that were started. */
  public final List<ImportRequest> imported = new CopyOnWriteArrayList<>();

  /** Codes of findings that were settled. */
  public final Set<String> settled = ConcurrentHashMap.newKeySet();

  private static Finding blocker(String code, String sentence, Optional<Finding.Fix> fix) {
    return new Finding(code, Finding.Severity.BLOCKER, sentence, fix);
  }

  private static Finding fine(String code, String sentence) {
    return new Finding(code, Finding.Severity.OK, sentence, Optional.empty());
  }

  private static Checked checked(String way, String method, List<Finding> findings) {
    return new Checked(
        way,
        method,
        new Preflight(
            findings,
            OptionalLong.of(4_200_000_000L),
            Optional.empty(),
            Optional.empty(),
            List.of()));
  }

  /** The exports. */
  public Exports exports() {
    return new Exports() {
      @Override
      public List<String> ways(String node) {
        return List.of("direct", "node");
      }

      @Override
      public Checked check(ExportRequest request) {
        List<Finding> findings = new ArrayList<>();
        Path file = request.file();
        if (Files.exists(file) && !request.replace()) {
          findings.add(
              blocker(
                  "file-exists",
                  "There is a file "
                      + file
                      + " already; choose another name, or say that it is"
                      + " replaced.",
                  Optional.empty()));
        }
        findings.add(
            new Finding(
                "stops",
                Finding.Severity.WARNING,
                request.consistent()
                    ? "“"
                        + request.source().id()
                        + "” will be stopped for a moment, for a snapshot, and started again."
                    : "“"
                        + request.source().id()
                        + "” goes on running: the archive will be as if it had lost power.",
                Optional.empty()));
        findings.add(
            fine(
                "resume",
                "Nothing is written on the node. A stream that breaks off cannot be continued: it"
                    + " begins anew."));
        findings.add(fine("disk-space", "212 GB are free in " + file.getParent() + "."));
        return checked(
            request.way().orElse("direct"),
            "streamed and written here, nothing is written on the node",
            findings);
      }

      @Override
      public String start(ExportRequest request) throws IOException {
        Checked now = check(request);
        if (!now.preflight().possible()) {
          throw new MoveRefused(now.preflight());
        }
        exported.add(request);
        return "op-export-" + exported.size();
      }
    };
  }

  /** The imports; an id that is taken is in the way, and so is a half-made container. */
  public Imports imports() {
    return new Imports() {
      @Override
      public List<String> ways(String node) {
        return List.of("push", "upload");
      }

      @Override
      public Checked check(ImportRequest request) {
        List<Finding> findings = new ArrayList<>();
        if (request.options().asId().isEmpty()) {
          findings.add(
              blocker(
                  "id-taken",
                  "There is a container “ct1” on " + request.node() + " already.",
                  Optional.empty()));
        }
        if (!settled.contains("delete-staged")) {
          findings.add(
              blocker(
                  "staged-leftover",
                  "A half-made container “ct1” of an earlier try is on " + request.node() + ".",
                  Optional.of(new Finding.Fix("delete-staged", "Remove the half-made container"))));
        }
        findings.add(
            fine(
                "archive-unverified",
                "All of it is read and checked before anything is changed on "
                    + request.node()
                    + "."));
        return checked(
            request.options().way().orElse("push"),
            "handed in as a node would send it, without a copy on the node",
            findings);
      }

      @Override
      public void fix(ImportRequest request, Finding.Fix fix) {
        settled.add(fix.id());
      }

      @Override
      public String start(ImportRequest request) throws IOException {
        Checked now = check(request);
        if (!now.preflight().possible()) {
          throw new MoveRefused(now.preflight());
        }
        imported.add(request);
        return "op-import-" + imported.size();
      }
    };
  }
}
