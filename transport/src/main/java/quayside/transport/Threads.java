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
   * carrier for as long as the process says nothing. The scheduler makes up for that with spare
   * ones, but lets them go after half a minute in which nothing happens, and then runs no virtual
   * thread at all (seen with JDK 25.0.3 and two silent processes on two processors). Does not keep
   * the program from ending.
   */
  public static Thread startBlocking(String name, Runnable task) {
    return Thread.ofPlatform().daemon().name(name).start(task);
  }
}
