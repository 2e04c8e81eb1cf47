package dev.crossover.launcher;

import dev.crossover.contract.BucketLayout;
import dev.crossover.contract.Settings;
import dev.crossover.engine.apply.AppliedWatermark;
import dev.crossover.engine.apply.ApplyBatch;
import dev.crossover.engine.apply.ApplyLoop;
import dev.crossover.engine.apply.ApplyRound;
import dev.crossover.engine.apply.FollowChanges;
import dev.crossover.engine.apply.ShardsProgress;
import dev.crossover.engine.bulk.BulkLoad;
import dev.crossover.engine.bulk.LoadLevels;
import dev.crossover.engine.capture.StreamState;
import dev.crossover.engine.changes.DatastreamFormat;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.engine.ledger.ChangeFolder;
import dev.crossover.engine.platform.Platform;
import dev.crossover.engine.rows.RowSource;
import dev.crossover.engine.rows.SourceText;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.target.CommitLimits;
import dev.crossover.engine.target.Target;
import dev.crossover.engine.target.WritesEndedException;
import dev.crossover.engine.time.Timing;
import dev.crossover.engine.workers.Workers;
import dev.crossover.launcher.live.BeginningOfLiveApply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two jobs, to be run in this process. */
record InProcessJobs(
    Settings settings,
    Platform platform,
    Target target,
    SourceText text,
    DatastreamFormat format,
    TargetSchema schema,
    DeadLetters deadLetters) {
  private static final Logger LOG = LoggerFactory.getLogger(InProcessJobs.class);

  /** How long rounds may fail one after the other before the job ends. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** A file that was written without notice is found so late at most. */
  private static final Duration LIST_EVERY = Duration.ofSeconds(30);

  void loadInBulk(RowSource source) {
    Settings.Bulk bulk = settings.bulk();
    BulkLoad load =
        new BulkLoad(
            source,
            target,
            schema,
            deadLetters,
            new CommitLimits(bulk.commitCells(), bulk.commitBytes()));
    new LoadLevels(load, new Workers("bulk", bulk.workers())).run(bulk.partitionRows());
  }

  /**
   * Returns when the target owns the data, so that no change may be applied any more.
   *
   * @param journal what it says now
   * @throws WritesEndedException if the migration was given up
   */
  void applyChanges(Supplier<Optional<JournalEntry>> journal) {
    int shards = settings.live().workers();
    Timing timing = Timing.real();
    ShardsProgress progress = new ShardsProgress(shards, timing.now(), platform.applyProgress());
    ApplyBatch batch = new ApplyBatch(target, schema, text, CommitLimits.DEFAULT);
    BeginningOfLiveApply.require(journal.get());
    List<FollowChanges> loops =
        IntStream.range(0, shards)
            .mapToObj(shard -> follow(batch, shard, progress, timing))
            .toList();
    try {
      new Workers("apply", shards).run(loops);
    } catch (WritesEndedException e) {
      if (!e.targetOwnsTheData()) {
        throw e;
      }
      LOG.info("event=apply_ended reason=\"{}\"", e.getMessage());
    }
  }

  private FollowChanges follow(
      ApplyBatch batch, int shard, ShardsProgress progress, Timing timing) {
    Settings.Live live = settings.live();
    Duration poll = Duration.ofMillis(live.pollMillis());
    ApplyRound round =
        new ApplyRound(
            new ChangeFolder(platform.bucket(), BucketLayout.CHANGES_FOLDER),
            format,
            batch,
            target.fileLedger(),
            deadLetters,
            new ApplyRound.Limits(live.batchEvents(), live.parkedAttempts(), poll),
            new ApplyRound.Shard(shard, live.workers()),
            timing.clock());
    return new FollowChanges(
        new ApplyLoop(round, PATIENCE, timing.clock())::round,
        platform.bucket(),
        emitted(),
        progress.shard(shard),
        new FollowChanges.Pauses(poll, LIST_EVERY),
        timing);
  }

  private Supplier<Optional<AppliedWatermark>> emitted() {
    Set<String> shards = settings.source().shards().keySet();
    if (shards.isEmpty()) {
      return () -> emitted("", position -> position);
    }
    return () -> {
      List<AppliedWatermark> known =
          shards.stream()
              .flatMap(
                  shard -> emitted(shard, at -> LogPosition.ofShards(Map.of(shard, at))).stream())
              .toList();
      return known.size() == shards.size() ? AppliedWatermark.lowest(known) : Optional.empty();
    };
  }

  private Optional<AppliedWatermark> emitted(String shard, UnaryOperator<LogPosition> place) {
    return platform.streamStates(shard).read().flatMap(state -> emitted(state, place));
  }

  private static Optional<AppliedWatermark> emitted(
      StreamState state, UnaryOperator<LogPosition> place) {
    return state
        .safe()
        .flatMap(
            position ->
                state
                    .sourceTime()
                    .map(
                        time ->
                            new AppliedWatermark(
                                place.apply(LogPosition.of(position)), Instant.parse(time))));
  }
}
