package dev.crossover.launcher.real;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The calls of the engine's ports, by {@code port.method}, and what happens right before one. Safe
 * for many threads, and never keeps one of them waiting for another's call.
 */
final class Calls {
  private static final String PORTS = "dev.crossover.engine.";

  private final List<Awaited> awaited = new ArrayList<>();
  private int happening;

  /** What is still to come, in this order, before something happens. */
  private static final class Awaited {
    private final List<String> calls;
    private final Runnable then;

    private Awaited(List<String> calls, Runnable then) {
      this.calls = new ArrayList<>(calls);
      this.then = then;
    }

    private boolean isOver(String call) {
      if (calls.get(0).equals(call)) {
        calls.remove(0);
      }
      return calls.isEmpty();
    }
  }

  /**
   * Lets something happen once, in the thread that makes the last of these calls, before it is
   * made.
   *
   * @param calls that are made in this order, with any others between them
   */
  synchronized void before(List<String> calls, Runnable then) {
    awaited.add(new Awaited(calls, then));
  }

  /** Whether everything that was to happen has happened. */
  synchronized boolean areOver() {
    return awaited.isEmpty() && happening == 0;
  }

  private void reached(String call) {
    List<Runnable> due = due(call);
    try {
      due.forEach(Runnable::run);
    } finally {
      happened(due.size());
    }
  }

  private synchronized void happened(int count) {
    happening -= count;
  }

  private synchronized List<Runnable> due(String call) {
    List<Awaited> over = awaited.stream().filter(waiting -> waiting.isOver(call)).toList();
    awaited.removeAll(over);
    happening += over.size();
    return over.stream().map(waiting -> waiting.then).toList();
  }

  /** A port whose calls are seen, and those of the ports that it gives. */
  <T> T around(Class<T> port, String name, T target) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              reached(name + "." + method.getName());
              return seen(method, call(target, method, arguments)).orElse(null);
            }));
  }

  private Optional<Object> seen(Method method, Object given) {
    Class<?> type = method.getReturnType();
    return type.isInterface() && type.getName().startsWith(PORTS)
        ? Optional.of(aroundAny(type, method.getName(), given))
        : Optional.ofNullable(given);
  }

  private <T> Object aroundAny(Class<T> port, String name, Object given) {
    return around(port, name, port.cast(given));
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      method.setAccessible(true);
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
