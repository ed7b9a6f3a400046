package quayside.core.archive.tar;

/**
 * One member.
 *
 * @param name as the archive says it, slashes between folders
 * @param file whether it is a regular file; folders, links and devices are not
 * @param offset bytes from the start of the archive to its contents
 * @param size bytes of its contents
 */
public record TarEntry(String name, boolean file, long offset, long size) {}
