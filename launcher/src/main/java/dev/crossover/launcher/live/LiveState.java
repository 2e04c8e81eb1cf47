package dev.crossover.launcher.live;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.apply.AppliedWatermark;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.ledger.ChangeFilePath;
import dev.crossover.engine.platform.Job;
import dev.crossover.engine.source.SourceClock;
import dev.crossover.engine.source.SourceLog;
import dev.crossover.engine.target.AppliedChanges;
import dev.crossover.engine.time.Timing;
import dev.crossover.launcher.capture.RunningStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** How far behind the source the target is. */
public final class LiveState {
  private final SourceLog log;
  private final ChangeStream stream;
  private final AppliedChanges applied;
  private final Supplier<AppliedTotals> totals;
  private final Supplier<Optional<AppliedWatermark>> watermark;
  private final SourceClock sourceClock;
  private final Duration rotations;
  private final Timing timing;

  /**
   * What the ledger says about the files of the change stream.
   *
   * @param lastRecorded when it last got one
   */
  public record AppliedTotals(long files, long events, Optional<Instant> lastRecorded) {}

  /**
   * @param watermark what the live job says it has applied
   * @param rotations of files after which a stream that cannot tell has brought what it has read
   */
  public LiveState(
      SourceLog log,
      ChangeStream stream,
      AppliedChanges applied,
      Supplier<AppliedTotals> totals,
      Supplier<Optional<AppliedWatermark>> watermark,
      SourceClock sourceClock,
      Duration rotations,
      Timing timing) {
    this.log = log;
    this.stream = stream;
    this.applied = applied;
    this.totals = totals;
    this.watermark = watermark;
    this.sourceClock = sourceClock;
    this.rotations = rotations;
    this.timing = timing;
  }

  /** Writes a sentinel, and watches for it and for everything committed before it. */
  public AppliedUpTo arrival() {
    return AppliedUpTo.withSentinel(log.mark(), stream, applied, rotations, timing);
  }

  /** How long an arrival waits for nothing but rotations of files. */
  Duration waitsFor() {
    return stream.tellsHowFar() ? Duration.ZERO : rotations;
  }

  /**
   * @throws dev.crossover.contract.SourceException if no more changes come
   */
  void requireRunningStream() {
    RunningStream.require(stream);
  }

  public LiveProgress progress() {
    ChangeStream.Status status = stream.status();
    AppliedTotals done = totals.get();
    List<String> pending = applied.unappliedFiles();
    Optional<AppliedWatermark> reached = watermark.get();
    SourceTime source = reached.isPresent() ? askSource() : SourceTime.NOT_ASKED;
    return new LiveProgress(
        stream.tellsHowFar() ? OptionalLong.of(status.events()) : OptionalLong.empty(),
        done.files(),
        done.events(),
        pending.size(),
        applied.openDeadLetters(),
        status.sourceTime().map(time -> Duration.between(time, timing.now())),
        reached.map(mark -> log.positions().of(mark.position())),
        reached.flatMap(mark -> source.now().map(now -> Duration.between(mark.committed(), now))),
        source.unanswered(),
        oldest(pending).map(minute -> Duration.between(minute, timing.now())));
  }

  /** What the source says of its time, or why it says nothing: the rest is known without it. */
  private record SourceTime(Optional<Instant> now, Optional<String> unanswered) {
    static final SourceTime NOT_ASKED = new SourceTime(Optional.empty(), Optional.empty());
  }

  private SourceTime askSource() {
    try {
      return new SourceTime(Optional.of(sourceClock.now()), Optional.empty());
    } catch (SourceException e) {
      return new SourceTime(Optional.empty(), Optional.of(e.getMessage()));
    }
  }

  /**
   * Where changes are that nobody will apply any more, once the target owns the data; for a stream
   * that does not tell where its newest change is.
   */
  public Optional<String> unapplied() {
    return applied.unappliedOfMovedTables().stream().findFirst().map("the file "::concat);
  }

  /** What tells whether the live job does its work. */
  public LiveHealth health(Job.Status job) {
    return new LiveHealth(job, oldest(applied.unappliedFiles()), totals.get().lastRecorded());
  }

  private static Optional<Instant> oldest(List<String> files) {
    return files.stream()
        .flatMap(path -> ChangeFilePath.minute(path).stream())
        .min(Comparator.naturalOrder());
  }
}
