package quayside.transport;

/**
 * The one place where transport and core start threads: virtual ones where they can be, with a
 * name.
 */
public final class Threads {
  private Threads() {}

  /**
   * Runs a task on a thread of its own. What it throws goes to the default uncaught handler, never
   * into nothing.
   */
  public static Thread start(String name, Runnable task) {
    return Thread.ofVirtual().name(name).start(task);
  }

  /**
   * The same for a task that reads or writes a pipe of another process. Such a read holds its
   * carrier for as long as the process says nothing (JEP 444, "Scheduling virtual threads"): on a
   * machine with two processors two of them would stop every other virtual thread. Does not keep
   * the program from ending.
   */
  public static Thread startBlocking(String name, Runnable task) {
    return Thread.ofPlatform().daemon().name(name).start(task);
  }
}
