package quayside.core.archive.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quayside.core.archive.Inspection;
import quayside.core.archive.tar.TarEntry;
import quayside.core.archive.tar.TarException;
import quayside.core.archive.tar.TarReader;

/** The members of a backup as a short list: all files of a container count as one. */
final class BackupMembers {
  private static final String FILES = "/rootfs";
  private static final int MOST = 10_000;

  private final BackupArchive archive;
  private final List<Inspection.Member> members = new ArrayList<>();
  private String folder = "";
  private long inside;

  BackupMembers(BackupArchive archive) {
    this.archive = archive;
  }

  /**
   * In the order of the archive; of a packed one only the first, for the rest would have to be
   * read.
   */
  List<Inspection.Member> list() throws IOException {
    if (archive.packing() != Packing.NONE) {
      long size = archive.text().length();
      return List.of(new Inspection.Member(BackupArchive.INDEX, false, size));
    }
    try (FileChannel channel = FileChannel.open(archive.file(), StandardOpenOption.READ)) {
      TarReader tar = TarReader.of(channel);
      for (Optional<TarEntry> e = tar.next();
          e.isPresent() && members.size() < MOST;
          e = tar.next()) {
        add(e.get());
      }
    } catch (TarException _) {
      // what is wrong is told by verifying; what came before is shown
    }
    end();
    return members;
  }

  private void add(TarEntry entry) {
    int at = entry.name().indexOf(FILES + "/");
    String name = at < 0 ? entry.name() : entry.name().substring(0, at + FILES.length());
    if (at >= 0 || name.endsWith(FILES)) {
      if (!name.equals(folder)) {
        end();
        folder = name;
      }
      inside += entry.size();
      return;
    }
    end();
    boolean holds = entry.type() == TarEntry.Type.FOLDER;
    members.add(new Inspection.Member(name, holds, entry.size()));
  }

  private void end() {
    if (!folder.isEmpty()) {
      members.add(new Inspection.Member(folder, true, inside));
    }
    folder = "";
    inside = 0;
  }
}
