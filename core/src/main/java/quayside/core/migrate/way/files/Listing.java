package quayside.core.migrate.way.files;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What is in the folders of a container. Names are bytes, one a character. */
public interface Listing {
  /** The bits of a mode that tell the kind, as in stat(2). */
  int TYPE = 0170000;

  /**
   * Something in a folder.
   *
   * @param mode type and permissions, as in stat(2)
   * @param modified seconds since 1970
   */
  record Entry(long size, int user, int group, int mode, long modified) {
    static final int FOLDER = 0040000;
    static final int FILE = 0100000;

    int type() {
      return mode & TYPE;
    }

    boolean isFolder() {
      return type() == FOLDER;
    }
  }

  /** The path of what is in a folder. */
  static String path(String folder, String name) {
    return folder.equals("/") ? "/" + name : folder + "/" + name;
  }

  /**
   * What is in some folders, by their paths; those that cannot be read are left out.
   *
   * @param paths each below one that was asked for before; the first is {@code /}
   */
  Map<String, Map<String, Entry>> folders(List<String> paths) throws IOException;
}
