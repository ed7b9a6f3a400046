package quayside.transport;

/** The one place where transport and core start threads: virtual ones, with a name. */
public final class Threads {
  private Threads() {}

  /**
   * Runs a task on a thread of its own. What it throws goes to the default uncaught handler, never
   * into nothing.
   */
  public static Thread start(String name, Runnable task) {
    return Thread.ofVirtual().name(name).start(task);
  }
}
