package dev.crossover.launcher.cutover;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Lets one call of a port fail, before its effect or after it, or kills the process there. */
final class Faults {
  /** When the fault strikes. */
  enum When {
    BEFORE,
    /** The effect is there, its acknowledgement is lost. */
    AFTER
  }

  /** The process is gone; nothing it does has an effect any more. */
  static final class Killed extends Error {
    Killed() {
      super("killed");
    }
  }

  private final List<String> calls = new ArrayList<>();
  private Optional<String> name = Optional.empty();
  private When when = When.BEFORE;
  private Supplier<? extends Throwable> fault = IllegalStateException::new;
  private boolean dead;

  /** The names of all calls so far, in order, each once. */
  synchronized List<String> calls() {
    return calls.stream().distinct().toList();
  }

  synchronized void strike(String call, When moment, Supplier<? extends Throwable> thrown) {
    name = Optional.of(call);
    when = moment;
    fault = thrown;
  }

  synchronized void heal() {
    name = Optional.empty();
    dead = false;
  }

  void run(String call, Runnable effect) {
    get(
        call,
        () -> {
          effect.run();
          return null;
        });
  }

  synchronized <T> T get(String call, Supplier<T> effect) {
    if (dead) {
      throw new Killed();
    }
    calls.add(call);
    boolean struck = name.filter(call::equals).isPresent();
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
    name = Optional.empty();
    Throwable thrown = fault.get();
    if (thrown instanceof Error error) {
      dead = true;
      throw error;
    }
    throw (RuntimeException) thrown;
  }
}
