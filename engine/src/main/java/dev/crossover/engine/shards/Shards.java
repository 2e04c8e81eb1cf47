package dev.crossover.engine.shards;

import dev.crossover.contract.SourceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The same part of every shard, by the shard's name, in the order of names. What a shard refuses is
 * told with its name.
 */
record Shards<T>(SortedMap<String, T> byName) {
  Shards {
    byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
  }

  static <T> Shards<T> of(Map<String, T> byName) {
    return new Shards<>(new TreeMap<>(byName));
  }

  /** The same part of every shard, made here: nothing is asked of a database for it. */
  <R> Shards<R> part(Function<T, R> part) {
    SortedMap<String, R> parts = new TreeMap<>();
    byName.forEach((name, shard) -> parts.put(name, ask(name, () -> part.apply(shard))));
    return new Shards<>(parts);
  }

  Optional<T> shard(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * What every shard answers. They are asked side by side, and each is asked whatever the others
   * say.
   */
  <R> SortedMap<String, R> ask(BiFunction<String, T, R> question) {
    return ask(Optional.empty(), question);
  }

  /** As {@link #ask(BiFunction)}; one that has not answered then has failed. */
  <R> SortedMap<String, R> askWithin(Duration patience, BiFunction<String, T, R> question) {
    return ask(Optional.of(patience), question);
  }

  private <R> SortedMap<String, R> ask(
      Optional<Duration> patience, BiFunction<String, T, R> question) {
    SortedMap<String, Supplier<R>> questions = new TreeMap<>();
    byName.forEach(
        (name, shard) -> questions.put(name, () -> ask(name, () -> question.apply(name, shard))));
    return new SideBySide<>(questions, patience).answers();
  }

  /** What every shard answers, in the order of names. */
  <R> List<R> each(Function<T, R> question) {
    return List.copyOf(ask((name, shard) -> question.apply(shard)).values());
  }

  /** All that the shards answer, with the name of the shard before each. */
  List<String> lines(Function<T, List<String>> question) {
    List<String> lines = new ArrayList<>();
    ask((name, shard) -> question.apply(shard))
        .forEach((name, answers) -> answers.forEach(line -> lines.add(named(name, line))));
    return lines;
  }

  /** Tells every shard, as {@link #ask(BiFunction)}. */
  void tell(BiConsumer<String, T> order) {
    ask(
        (name, shard) -> {
          order.accept(name, shard);
          return name;
        });
  }

  /**
   * Closes something of every shard, whatever another one says, and in this thread: it may have
   * been interrupted.
   */
  void close(Consumer<T> order) {
    List<RuntimeException> failures = new ArrayList<>();
    byName.forEach(
        (name, shard) -> {
          try {
            tell(name, () -> order.accept(shard));
          } catch (RuntimeException e) {
            failures.add(e);
          }
        });
    if (!failures.isEmpty()) {
      RuntimeException first = failures.get(0);
      failures.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
  }

  static void tell(String name, Runnable order) {
    ask(
        name,
        () -> {
          order.run();
          return name;
        });
  }

  static <R> R ask(String name, Supplier<R> question) {
    try {
      return question.get();
    } catch (SourceException e) {
      throw e.of("shard " + name);
    }
  }

  static String named(String name, String text) {
    return "shard " + name + ": " + text;
  }
}
