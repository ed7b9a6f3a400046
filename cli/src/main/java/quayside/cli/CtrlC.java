package quayside.cli;

import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Ctrl-C and {@code kill} as calls instead of the end of the program. The JDK's only way is {@code
 * sun.misc.Signal} (module jdk.unsupported), which the compiler cannot name without a warning: so
 * by reflection, and where it is missing the program ends as any other.
 */
final class CtrlC implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(CtrlC.class.getName());
  private final String signal;
  private final Object before;

  private CtrlC(String signal, Object before) {
    this.signal = signal;
    this.before = before;
  }

  /** Calls back on a thread of the JVM, each time, until closed. */
  static CtrlC on(String signal, Runnable called) {
    InvocationHandler handler =
        (proxy, method, args) ->
            switch (method.getName()) {
              case "hashCode" -> System.identityHashCode(proxy);
              case "equals" -> System.identityHashCode(proxy) == System.identityHashCode(args[0]);
              case "toString" -> "CtrlC";
              default -> {
                called.run();
                yield null;
              }
            };
    try {
      Class<?> type = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(CtrlC.class.getClassLoader(), new Class<?>[] {type}, handler);
      return new CtrlC(signal, handle(signal, proxy));
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      LOG.log(Level.DEBUG, "signal {0} is not to be had: {1}", signal, e);
      return new CtrlC(signal, signal);
    }
  }

  private static Object handle(String signal, Object handler) throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Signal");
    return type.getMethod("handle", type, Class.forName("sun.misc.SignalHandler"))
        .invoke(null, type.getConstructor(String.class).newInstance(signal), handler);
  }

  @Override
  public void close() {
    try {
      if (!before.equals(signal)) {
        handle(signal, before);
      }
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      LOG.log(Level.DEBUG, "signal {0} stays as it is: {1}", signal, e);
    }
  }
}
