package quayside.core.migrate.way.files;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import quayside.core.driver.DriverException;
import quayside.core.driver.Instances;
import quayside.transport.Duplex;

/**
 * Lists folders and sets times by SFTP version 3 (draft-ietf-secsh-filexfer-02), many at a time:
 * all questions are sent before the first answer is waited for. Neither reads nor writes what is in
 * files, holds nothing but the folders that were asked for. Names are bytes, one a character.
 */
public final class SftpFiles implements Listing, AutoCloseable {
  private static final int INIT = 1;
  private static final int VERSION = 2;
  private static final int CLOSE = 4;
  private static final int SETSTAT = 9;
  private static final int OPENDIR = 11;
  private static final int READDIR = 12;
  private static final int STATUS = 101;
  private static final int HANDLE = 102;
  private static final int NAME = 104;

  private static final int OUR_VERSION = 3;

  /** Files that get a time before the first answer is read. */
  private static final int DATED = 512;

  private static final int LARGEST_PACKET = 1 << 20;
  private static final int OK = 0;
  private static final int EOF = 1;

  /** The attributes' flag for the times of use and of change. */
  private static final int TIMES = 8;

  private final Duplex stream;
  private final DataInputStream in;
  private final DataOutputStream out;

  /**
   * The files of an instance that is there; absent where its server does not serve them. No name in
   * {@code api_extensions} tells whether it does: LXD 4.0 answers that there is nothing at that
   * address, later ones serve it.
   */
  public static Optional<SftpFiles> of(Instances instances, String instance) throws IOException {
    try {
      return Optional.of(new SftpFiles(instances.sftp(instance)));
    } catch (DriverException.NotFound _) {
      return Optional.empty();
    }
  }

  /** Begins to speak over a stream, which is closed with this. */
  SftpFiles(Duplex stream) throws IOException {
    this.stream = stream;
    in = new DataInputStream(new BufferedInputStream(stream.in(), 64 << 10));
    out = new DataOutputStream(new BufferedOutputStream(stream.out(), 16 << 10));
    boolean agreed = false;
    try {
      out.writeInt(5);
      out.writeByte(INIT);
      out.writeInt(OUR_VERSION);
      out.flush();
      Packet answer = packet();
      if (answer.type != VERSION) {
        throw unreadable("no version");
      }
      agreed = true;
    } finally {
      if (!agreed) {
        stream.close();
      }
    }
  }

  /** A packet that came. */
  private record Packet(int type, DataInputStream body) {}

  /** A folder that is being read. */
  private static final class Open {
    final String path;
    final Map<String, Entry> entries = new LinkedHashMap<>();
    byte[] handle = {};

    Open(String path) {
      this.path = path;
    }
  }

  @Override
  public Map<String, Map<String, Entry>> folders(List<String> paths) throws IOException {
    var waiting = new HashMap<Integer, Open>();
    var done = new HashMap<String, Map<String, Entry>>();
    int id = 0;
    int closing = 0;
    for (String path : paths) {
      ask(OPENDIR, ++id, path.getBytes(StandardCharsets.ISO_8859_1));
      waiting.put(id, new Open(path));
    }
    while (!waiting.isEmpty() || closing > 0) {
      if (in.available() == 0) {
        out.flush(); // nothing to read meanwhile: whoever answers has to have the questions
      }
      Packet packet = packet();
      Open open = waiting.remove(packet.body.readInt());
      if (open == null) {
        closing--; // only the answers to CLOSE belong to nobody
        continue;
      }
      boolean more =
          switch (packet.type) {
            case HANDLE -> {
              open.handle = text(packet.body);
              yield true;
            }
            case NAME -> {
              names(packet.body, open.entries);
              yield true;
            }
            case STATUS -> {
              if (packet.body.readInt() == EOF) {
                done.put(open.path, open.entries);
              }
              yield false;
            }
            default -> throw unreadable("a packet of type " + packet.type);
          };
      if (more) {
        ask(READDIR, ++id, open.handle);
        waiting.put(id, open);
      } else if (open.handle.length > 0) {
        ask(CLOSE, ++id, open.handle);
        closing++;
      }
    }
    return done;
  }

  /**
   * Says that files were last changed at another time.
   *
   * @param modified seconds since 1970
   * @throws DriverException.Rejected if the server does not do that with one of them
   */
  void date(List<String> paths, long modified) throws IOException {
    for (int done = 0; done < paths.size(); done += DATED) {
      List<String> some = paths.subList(done, Math.min(paths.size(), done + DATED));
      for (int i = 0; i < some.size(); i++) {
        byte[] word = some.get(i).getBytes(StandardCharsets.ISO_8859_1);
        begin(SETSTAT, i, word, 12);
        out.writeInt(TIMES);
        out.writeInt((int) modified);
        out.writeInt((int) modified);
      }
      out.flush();
      for (String _ : some) {
        Packet packet = packet();
        int which = packet.body.readInt();
        if (packet.type != STATUS || which < 0 || which >= some.size()) {
          throw unreadable("a packet of type " + packet.type);
        }
        if (packet.body.readInt() != OK) {
          throw new DriverException.Rejected(
              "The server did not set the time of " + shown(some.get(which)) + ".");
        }
      }
    }
  }

  /** A path or a name for people. */
  static String shown(String path) {
    byte[] bytes = path.getBytes(StandardCharsets.ISO_8859_1);
    return "“" + new String(bytes, StandardCharsets.UTF_8) + "”";
  }

  private void ask(int type, int id, byte[] word) throws IOException {
    begin(type, id, word, 0);
  }

  /**
   * Writes the beginning of a question.
   *
   * @param more bytes that follow
   */
  private void begin(int type, int id, byte[] word, int more) throws IOException {
    out.writeInt(1 + 4 + 4 + word.length + more);
    out.writeByte(type);
    out.writeInt(id);
    out.writeInt(word.length);
    out.write(word);
  }

  private Packet packet() throws IOException {
    int length = in.readInt();
    if (length < 5 || length > LARGEST_PACKET) {
      throw unreadable("a packet of " + length + " bytes");
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw unreadable("half a packet");
    }
    return new Packet(
        body[0], new DataInputStream(new java.io.ByteArrayInputStream(body, 1, body.length - 1)));
  }

  private static byte[] text(DataInputStream body) throws IOException {
    int length = body.readInt();
    if (length < 0 || length > body.available()) {
      throw unreadable("a text longer than its packet");
    }
    return body.readNBytes(length);
  }

  private static void names(DataInputStream body, Map<String, Entry> entries) throws IOException {
    int count = body.readInt();
    for (int i = 0; i < count; i++) {
      String name = new String(text(body), StandardCharsets.ISO_8859_1);
      byte[] _ = text(body); // the same for people, as ls(1) would
      Entry entry = attributes(body);
      if (!name.equals(".") && !name.equals("..")) {
        entries.put(name, entry);
      }
    }
  }

  /** The draft's section 5. */
  private static Entry attributes(DataInputStream body) throws IOException {
    int flags = body.readInt();
    long size = (flags & 1) == 0 ? 0 : body.readLong();
    int user = (flags & 2) == 0 ? 0 : body.readInt();
    int group = (flags & 2) == 0 ? 0 : body.readInt();
    int mode = (flags & 4) == 0 ? 0 : body.readInt();
    long _ = (flags & TIMES) == 0 ? 0 : body.readInt();
    long modified = (flags & TIMES) == 0 ? 0 : body.readInt() & 0xffffffffL;
    int more = (flags & 0x80000000) == 0 ? 0 : body.readInt();
    for (int i = 0; i < more; i++) {
      byte[] _ = text(body);
      byte[] _ = text(body);
    }
    return new Entry(size, user, group, mode, modified);
  }

  private static DriverException.Unreadable unreadable(String what) {
    return new DriverException.Unreadable("The server answered to SFTP with " + what + ".", "");
  }

  @Override
  public void close() {
    stream.close();
  }
}
