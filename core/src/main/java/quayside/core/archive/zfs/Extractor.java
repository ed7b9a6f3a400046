package quayside.core.archive.zfs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Copies a part of a view into a folder that is empty or does not exist yet. Nothing is ever
 * written outside that folder: each name is made anew in a directory that was made just before,
 * existing things are never opened, and symlinks are never followed. What the desktop cannot have
 * (devices, sockets, owners without root, names it cannot spell) is reported, not fatal.
 */
public final class Extractor {
  private static final int MOST_NOTES = 1000;
  private static final int PIECE = 1 << 17;

  /**
   * What became of it.
   *
   * @param files regular files written
   * @param bytes their contents without holes
   * @param notes what could not be kept, in words, at most 1,000
   */
  public record Result(long files, long bytes, List<String> notes) {}

  private final FileView view;
  private final BytePath from;
  private final Names names;
  private final Attributes attributes;
  private final long mostBytes;
  private final Map<Long, Path> linked = new HashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final byte[] piece = new byte[PIECE];
  private long files;
  private long bytes;

  private Extractor(FileView view, BytePath from, Path target, long mostBytes, boolean owners) {
    this.view = view;
    this.from = from;
    this.names = new Names(target, from);
    this.attributes = new Attributes(view, owners, this::note);
    this.mostBytes = mostBytes;
  }

  /**
   * Copies.
   *
   * @param from what to copy; the root for everything
   * @param target where to; the contents of a directory go directly into it
   * @param mostBytes stop with an error when more than that would be written
   * @param owners also set uid and gid, which needs root
   */
  public static Result extract(
      FileView view, BytePath from, Path target, long mostBytes, boolean owners)
      throws IOException {
    if (Files.isSymbolicLink(target)) {
      throw new FileAlreadyExistsException(target + " is a symlink");
    }
    Files.createDirectories(target);
    try (Stream<Path> inside = Files.list(target)) {
      if (inside.findAny().isPresent()) {
        throw new FileAlreadyExistsException(target + " is not empty");
      }
    }
    Extractor extractor = new Extractor(view, from, target, mostBytes, owners);
    FileWalk.from(view, from, extractor::make);
    FileWalk.from(view, from, extractor::finish);
    return new Result(extractor.files, extractor.bytes, List.copyOf(extractor.notes));
  }

  private void make(BytePath path, FileStat stat) throws IOException {
    boolean top = path.equals(from);
    if (top && stat.type() == FileType.DIR) {
      return;
    }
    Path at = top ? names.inTarget(path.name()) : names.of(path);
    if (!RawNames.name(at).equals(path.name())) {
      note(path + " is called " + at.getFileName() + " here");
    }
    try {
      if (stat.type() == FileType.DIR || stat.links() < 2 || !isOneMoreName(at, stat)) {
        make(at, path, stat);
      }
    } catch (FileAlreadyExistsException e) {
      throw view.broken(
          stat.object(), path + " exists already: one name twice, as this disk sees it");
    }
  }

  /** Whether the file has come under another name before; it gets this one too, if it is there. */
  private boolean isOneMoreName(Path at, FileStat stat) throws IOException {
    Path other = linked.putIfAbsent(stat.object(), at);
    if (other != null && Files.exists(other, LinkOption.NOFOLLOW_LINKS)) {
      Files.createLink(at, other);
    }
    return other != null;
  }

  private void make(Path at, BytePath path, FileStat stat) throws IOException {
    switch (stat.type()) {
      case DIR -> Files.createDirectory(at);
      case FILE -> file(at, path, stat);
      case SYMLINK -> symlink(at, path, stat);
      case CHAR, BLOCK, FIFO, SOCKET ->
          note(path + " is left out: a " + stat.type().word() + " cannot be made here");
    }
  }

  private void symlink(Path at, BytePath path, FileStat stat) throws IOException {
    BytePath to = BytePath.of(view.target(stat.object()));
    Optional<Path> there = names.path(to);
    if (there.isPresent()) {
      try {
        Files.createSymbolicLink(at, there.get());
        attributes.owner(at, stat);
        return;
      } catch (UnsupportedOperationException e) {
        // left out
      }
    }
    note(path + " is left out: a symlink to " + to + " cannot be made here");
  }

  private void file(Path at, BytePath path, FileStat stat) throws IOException {
    long object = stat.object();
    try (InputStream in = view.open(object);
        SeekableByteChannel out =
            Files.newByteChannel(
                at,
                Set.of(
                    StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.SPARSE,
                    LinkOption.NOFOLLOW_LINKS))) {
      long done = 0;
      while (done < stat.size()) {
        long data = Math.min(view.nextData(object, done), stat.size());
        in.skipNBytes(data - done);
        done = data;
        int n = done < stat.size() ? in.readNBytes(piece, 0, PIECE) : 0;
        if (n > 0) {
          bytes += n;
          if (bytes > mostBytes) {
            throw new IOException(
                "More than " + mostBytes + " bytes would be written; stopped at " + path + ".");
          }
          out.position(done);
          ByteBuffer buffer = ByteBuffer.wrap(piece, 0, n);
          while (buffer.hasRemaining()) {
            out.write(buffer);
          }
          done += n;
        } else if (done < stat.size()) {
          throw new IOException("The file " + path + " is shorter than it says.");
        }
      }
      if (stat.size() > out.size()) {
        lengthen(out, path, stat.size());
      }
    }
    files++;
    attributes.set(at, path, stat);
  }

  private static void lengthen(SeekableByteChannel out, BytePath path, long size)
      throws IOException {
    try {
      out.position(size - 1);
      out.write(ByteBuffer.wrap(new byte[1]));
    } catch (IOException e) {
      throw new IOException(path + " cannot be made here with its " + size + " bytes.", e);
    }
  }

  /** Directories get their attributes when nothing more is put into them. */
  private void finish(BytePath path, FileStat stat) throws IOException {
    if (stat.type() == FileType.DIR) {
      attributes.set(names.of(path), path, stat);
    }
  }

  private void note(String text) {
    if (notes.size() < MOST_NOTES) {
      notes.add(text + ".");
    }
  }
}
