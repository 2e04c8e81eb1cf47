package dev.crossover.launcher.world;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Lets one call of a port fail, before its effect or after it, or kills the process there. Safe for
 * many threads.
 */
public final class Faults {
  /** When the fault strikes. */
  public enum When {
    BEFORE,
    /** The effect is there, its acknowledgement is lost. */
    AFTER
  }

  /** The process is gone; nothing it does has an effect any more. */
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1;

    public Killed() {
      super("killed");
    }
  }

  private final List<String> calls = new ArrayList<>();
  private Predicate<String> byName = call -> false;
  private IntPredicate byIndex = index -> false;
  private When when = When.BEFORE;
  private Supplier<? extends Throwable> fault = IllegalStateException::new;
  private boolean dead;
  private int meanwhileAt = -1;
  private Runnable meanwhile = () -> {};

  /** The names of all calls so far, in order, each once. */
  public synchronized List<String> calls() {
    return calls.stream().distinct().toList();
  }

  /** The names of all calls so far, in order. */
  public synchronized List<String> everyCall() {
    return List.copyOf(calls);
  }

  /** Lets the next call of this name fail. */
  public synchronized void strike(String call, When moment, Supplier<? extends Throwable> thrown) {
    heal();
    byName = call::equals;
    when = moment;
    fault = thrown;
  }

  /**
   * Kills the process at one of its calls.
   *
   * @param index counted from 0 over all calls of all processes
   */
  public synchronized void killAt(int index, When moment) {
    failAt(index, moment, Killed::new);
  }

  /** As {@link #strike}, at one call, counted from 0 over all calls of all processes. */
  public synchronized void failAt(int index, When moment, Supplier<? extends Throwable> thrown) {
    heal();
    byIndex = i -> i == index;
    when = moment;
    fault = thrown;
  }

  /**
   * Lets something else happen right before a call.
   *
   * @param index counted from 0 over all calls of all processes
   */
  public synchronized void meanwhile(int index, Runnable other) {
    meanwhileAt = index;
    meanwhile = other;
  }

  /** No fault is waiting any more, and a new process works. */
  public synchronized void heal() {
    byName = call -> false;
    byIndex = index -> false;
    dead = false;
  }

  /** A port whose calls can fail; they are named {@code name.method}. */
  public <T> T around(Class<T> port, String name, T target) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              Optional<Object> result =
                  get(
                      name + "." + method.getName(),
                      () -> Optional.ofNullable(call(target, method, arguments)));
              return result.orElse(null);
            }));
  }

  private static Object call(Object target, Method method, Object[] arguments) {
    try {
      method.setAccessible(true);
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    } catch (IllegalAccessException e) {
      throw new LinkageError("a fake must be callable", e);
    }
  }

  public void run(String call, Runnable effect) {
    get(
        call,
        () -> {
          effect.run();
          return null;
        });
  }

  public <T> T get(String call, Supplier<T> effect) {
    // Without the monitor: what happens meanwhile makes calls in threads of its own.
    takeMeanwhile().run();
    return strikeOrGet(call, effect);
  }

  private synchronized Runnable takeMeanwhile() {
    if (calls.size() != meanwhileAt) {
      return () -> {};
    }
    meanwhileAt = -1;
    return meanwhile;
  }

  private synchronized <T> T strikeOrGet(String call, Supplier<T> effect) {
    if (dead) {
      throw new Killed();
    }
    boolean struck = byName.test(call) || byIndex.test(calls.size());
    calls.add(call);
    if (struck && when == When.BEFORE) {
      strikeNow();
    }
    T result = effect.get();
    if (struck) {
      strikeNow();
    }
    return result;
  }

  private void strikeNow() {
    byName = call -> false;
    byIndex = index -> false;
    Throwable thrown = fault.get();
    if (thrown instanceof Error error) {
      dead = true;
      throw error;
    }
    throw (RuntimeException) thrown;
  }
}
