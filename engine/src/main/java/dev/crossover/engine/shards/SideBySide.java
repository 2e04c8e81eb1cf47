package dev.crossover.engine.shards;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.time.InterruptedWaitException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One question for every shard, each in a thread of its own: with fewer, a shard that does not
 * answer would keep another one waiting, which may be fenced.
 *
 * @param questions by the shard's name
 * @param patience after which a shard has failed that has not answered; empty if its own connection
 *     decides that
 */
record SideBySide<R>(SortedMap<String, Supplier<R>> questions, Optional<Duration> patience) {
  private static final Logger LOG = LoggerFactory.getLogger(SideBySide.class);

  /**
   * Returns when every shard has answered, or failed to in time.
   *
   * @throws RuntimeException what the first shard in the order of names has failed with, the other
   *     failures beside it; an {@link Error} of any of them goes first
   * @throws InterruptedWaitException if the caller is interrupted; so are the shards that have not
   *     answered then, and are not waited for
   */
  SortedMap<String, R> answers() {
    ExecutorService threads = Executors.newCachedThreadPool(SideBySide::thread);
    try {
      SortedMap<String, Future<R>> asked = new TreeMap<>();
      questions.forEach((name, question) -> asked.put(name, threads.submit(question::get)));
      return answers(asked);
    } finally {
      threads.shutdownNow();
    }
  }

  private SortedMap<String, R> answers(SortedMap<String, Future<R>> asked) {
    long begin = System.nanoTime();
    SortedMap<String, R> answers = new TreeMap<>();
    List<Throwable> failures = new ArrayList<>();
    for (Map.Entry<String, Future<R>> shard : asked.entrySet()) {
      try {
        answers.put(shard.getKey(), answer(shard.getValue(), begin));
      } catch (TimeoutException e) {
        failures.add(
            new SourceException(
                Shards.named(
                    shard.getKey(),
                    "no answer within " + patience.orElseThrow().toSeconds() + " s"),
                e));
      } catch (ExecutionException e) {
        failures.add(e.getCause());
      } catch (InterruptedException e) {
        LOG.warn("event=shards_unanswered shards=\"{}\"", String.join(", ", unanswered(asked)));
        Thread.currentThread().interrupt();
        throw new InterruptedWaitException(e);
      }
    }
    if (!failures.isEmpty()) {
      throw worst(failures);
    }
    return answers;
  }

  private R answer(Future<R> shard, long begin)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (patience.isEmpty()) {
      return shard.get();
    }
    long left = begin + patience.get().toNanos() - System.nanoTime();
    return shard.get(Math.max(left, 0), TimeUnit.NANOSECONDS);
  }

  private static <R> List<String> unanswered(SortedMap<String, Future<R>> asked) {
    return asked.entrySet().stream()
        .filter(shard -> !shard.getValue().isDone())
        .map(Map.Entry::getKey)
        .toList();
  }

  private static RuntimeException worst(List<Throwable> failures) {
    Throwable worst =
        failures.stream().filter(Error.class::isInstance).findFirst().orElse(failures.get(0));
    failures.stream().filter(other -> other != worst).forEach(worst::addSuppressed);
    if (worst instanceof Error error) {
      throw error;
    }
    return (RuntimeException) worst;
  }

  private static Thread thread(Runnable question) {
    Thread thread = new Thread(question, "shard");
    thread.setDaemon(true);
    return thread;
  }
}
