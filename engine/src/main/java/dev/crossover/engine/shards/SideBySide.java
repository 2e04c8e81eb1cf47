package dev.crossover.engine.shards;

import dev.crossover.engine.time.InterruptedWaitException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One question for every shard, each in a thread of its own: with fewer, a shard that does not
 * answer would keep another one waiting, which may be fenced.
 *
 * @param questions by the shard's name
 */
record SideBySide<R>(SortedMap<String, Supplier<R>> questions) {
  private static final Logger LOG = LoggerFactory.getLogger(SideBySide.class);

  /**
   * Returns when every shard has answered.
   *
   * @throws RuntimeException what the first shard in the order of names has failed with, the other
   *     failures beside it; an {@link Error} of any of them goes first
   * @throws InterruptedWaitException if the caller is interrupted; so are the shards that have not
   *     answered then, and are not waited for
   */
  SortedMap<String, R> answers() {
    if (questions.size() == 1) {
      String only = questions.firstKey();
      SortedMap<String, R> answer = new TreeMap<>();
      answer.put(only, questions.get(only).get());
      return answer;
    }
    ExecutorService threads = Executors.newCachedThreadPool(SideBySide::thread);
    try {
      SortedMap<String, Future<R>> asked = new TreeMap<>();
      questions.forEach((name, question) -> asked.put(name, threads.submit(question::get)));
      return answers(asked);
    } finally {
      threads.shutdownNow();
    }
  }

  private static <R> SortedMap<String, R> answers(SortedMap<String, Future<R>> asked) {
    SortedMap<String, R> answers = new TreeMap<>();
    List<Throwable> failures = new ArrayList<>();
    for (Map.Entry<String, Future<R>> shard : asked.entrySet()) {
      try {
        answers.put(shard.getKey(), shard.getValue().get());
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
