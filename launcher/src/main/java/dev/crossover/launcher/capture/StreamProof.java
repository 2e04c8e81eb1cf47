package dev.crossover.launcher.capture;

import static java.util.stream.Collectors.joining;

import dev.crossover.contract.BucketLayout;
import dev.crossover.contract.SourceException;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.ledger.ChangeFilePath;
import dev.crossover.engine.ledger.ChangeFolder;
import dev.crossover.engine.schema.Sentinel;
import dev.crossover.engine.source.SourceLog;
import dev.crossover.engine.time.Timing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Shows that a stream which cannot tell how far it is carries changes at all: a sentinel comes
 * through it. Whatever is committed later is captured, and whatever was committed before is there
 * for the bulk load to read.
 *
 * @param files where the stream writes
 */
public record StreamProof(SourceLog log, Supplier<ChangeFolder> files, Timing timing) {
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  /**
   * Waits for the sentinel of every shard.
   *
   * @return what was seen; empty for a stream that says how far it is
   * @throws SourceException if none comes
   */
  Optional<String> of(ChangeStream stream) {
    if (stream.tellsHowFar()) {
      return Optional.empty();
    }
    Duration begun = timing.elapsed();
    // What an earlier attempt has left may be of a stream that is there no more.
    Set<String> before = Set.copyOf(files.get().list());
    Set<String> shards = log.mark().position().shards().keySet();
    while (!silent(shards, before).isEmpty()) {
      RunningStream.require(stream);
      if (timing.elapsed().minus(begun).compareTo(PATIENCE) > 0) {
        throw new SourceException(nothingCame(silent(shards, before)));
      }
      timing.pause(LOOK);
    }
    return Optional.of("capture: a row of " + Sentinel.TABLE + " came through the change stream");
  }

  private List<String> silent(Set<String> shards, Set<String> before) {
    Set<String> written =
        files.get().list().stream()
            .filter(path -> !before.contains(path))
            .collect(Collectors.toSet());
    return shards.stream()
        .filter(shard -> written.stream().noneMatch(path -> path.startsWith(folder(shard))))
        .toList();
  }

  private static String folder(String shard) {
    return BucketLayout.changesOf(shard) + ChangeFilePath.folder(Sentinel.TABLE) + "/";
  }

  private static String nothingCame(List<String> silent) {
    return "the change stream runs, and no row of %s has come through it in %d minutes; see that the stream includes that table, and that it writes below %s; then run the command again"
        .formatted(
            Sentinel.TABLE,
            PATIENCE.toMinutes(),
            silent.stream().map(StreamProof::folder).collect(joining(", ")));
  }

  String text(LogPosition position) {
    return log.positions().of(position);
  }
}
