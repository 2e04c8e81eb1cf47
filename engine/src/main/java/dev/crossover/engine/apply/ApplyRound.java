package dev.crossover.engine.apply;

import dev.crossover.contract.TargetException;
import dev.crossover.engine.apply.FileTally.Failure;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.changes.ChangeFile;
import dev.crossover.engine.changes.DatastreamFormat;
import dev.crossover.engine.deadletters.DeadLetter;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.ledger.AppliedFile;
import dev.crossover.engine.ledger.AppliedFile.State;
import dev.crossover.engine.ledger.ChangeFilePath;
import dev.crossover.engine.ledger.FileLedger;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One look at the bucket: takes some of the change files that the ledger does not know as applied,
 * applies them, stores dead letters, and only then writes the ledger. It may be killed anywhere and
 * run again.
 */
public final class ApplyRound {
  private static final String ENDING = ".avro";
  private static final long MAX_BATCH_BYTES = 64L << 20;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /** The oldest files first, so that parents and children of one time come together. */
  private static final Comparator<String> OLDEST_FIRST =
      Comparator.comparing((String path) -> ChangeFilePath.minute(path).orElse(Instant.MIN))
          .thenComparing(Comparator.naturalOrder());

  private final Bucket bucket;
  private final DatastreamFormat format;
  private final ApplyBatch batch;
  private final FileLedger ledger;
  private final DeadLetters deadLetters;
  private final Limits limits;
  private final Shard shard;
  private final Clock clock;

  /**
   * @param changesPrefix the folder in the bucket below which the stream writes
   * @param batchEvents about how many events are applied together; a file is never cut
   * @param parkedAttempts how often an event that cannot be applied yet is tried before it becomes
   *     a dead letter; attempts while unread files exist do not count, because what is missing can
   *     be in them
   * @param firstRetry the pause before a parked file is tried again, doubled each time
   */
  public record Limits(
      String changesPrefix, int batchEvents, int parkedAttempts, Duration firstRetry) {}

  /**
   * The part of all files that this round looks at.
   *
   * @param number from 0 to {@code count - 1}
   */
  public record Shard(int number, int count) {
    /** All files. */
    public static final Shard WHOLE = new Shard(0, 1);

    boolean holds(String path) {
      return Math.floorMod(path.hashCode(), count) == number;
    }
  }

  /**
   * What a round did.
   *
   * @param more whether files are left that a next round can take at once
   * @param left files that exist and are not applied, those with parked events included
   */
  public record Report(
      int files,
      long events,
      long applied,
      long superseded,
      long parked,
      long deadLetters,
      boolean more,
      long left) {}

  public ApplyRound(
      Bucket bucket,
      DatastreamFormat format,
      ApplyBatch batch,
      FileLedger ledger,
      DeadLetters deadLetters,
      Limits limits,
      Shard shard,
      Clock clock) {
    this.bucket = bucket;
    this.format = format;
    this.batch = batch;
    this.ledger = ledger;
    this.deadLetters = deadLetters;
    this.limits = limits;
    this.shard = shard;
    this.clock = clock;
  }

  /**
   * @throws TargetException if the target does not work
   * @throws UncheckedIOException if the bucket does not work
   */
  public Report run() {
    List<String> listed =
        bucket.list(limits.changesPrefix()).stream()
            .filter(path -> path.endsWith(ENDING) && shard.holds(path))
            .toList();
    FileLedger.Backlog backlog = ledger.backlog(listed);
    Selection selection = select(backlog);
    if (selection.files().isEmpty()) {
      return new Report(0, 0, 0, 0, 0, 0, false, backlog.parked().size());
    }
    Map<String, FileTally> tallies = batch.apply(selection.files());
    Map<String, List<DeadLetter>> letters = new HashMap<>();
    List<AppliedFile> finished = new ArrayList<>();
    tallies.forEach(
        (path, tally) -> {
          int attempts = selection.attempts().getOrDefault(path, 0);
          boolean lastAttempt = attempts >= limits.parkedAttempts();
          List<DeadLetter> found = letters(path, tally, lastAttempt, attempts);
          letters.put(path, found);
          finished.add(entry(path, tally, lastAttempt, attempts, found.size()));
        });
    deadLetters.replaceAll(letters);
    ledger.record(finished);
    long settled = finished.stream().filter(file -> file.state() == State.APPLIED).count();
    long left = backlog.pending().size() + backlog.parked().size() - settled;
    return report(finished, selection.unread(), left);
  }

  /**
   * The files of a round.
   *
   * @param attempts the counted attempts of a file, this one included
   * @param unread whether new files are left for the next round
   */
  private record Selection(List<ChangeFile> files, Map<String, Integer> attempts, boolean unread) {}

  private Selection select(FileLedger.Backlog backlog) {
    Reading reading = new Reading();
    List<String> pending = backlog.pending().stream().sorted(OLDEST_FIRST).toList();
    int taken = 0;
    while (taken < pending.size() && reading.hasRoom()) {
      reading.take(pending.get(taken++));
    }
    boolean unread = taken < pending.size();
    Map<String, Integer> attempts = new HashMap<>();
    if (!unread) {
      Instant now = clock.instant();
      for (AppliedFile file : longestWaitingFirst(backlog.parked())) {
        boolean due = !file.retryAt().isAfter(now);
        // A new file can hold just what a parked one waits for, so it does not have to wait on.
        if ((due || taken > 0) && reading.hasRoom()) {
          reading.take(file.path());
          attempts.put(file.path(), file.attempts() + (due ? 1 : 0));
        }
      }
      pending.forEach(path -> attempts.put(path, 1));
    }
    return new Selection(reading.files, attempts, unread);
  }

  private static List<AppliedFile> longestWaitingFirst(List<AppliedFile> parked) {
    return parked.stream().sorted(Comparator.comparing(AppliedFile::retryAt)).toList();
  }

  /** Files read so far; at least one, then as many as fit. */
  private final class Reading {
    private final List<ChangeFile> files = new ArrayList<>();
    private long events;
    private long bytes;

    boolean hasRoom() {
      return events < limits.batchEvents() && bytes < MAX_BATCH_BYTES;
    }

    void take(String path) {
      byte[] content = content(path);
      ChangeFile file = format.read(path, content);
      files.add(file);
      events += file.records().size();
      bytes += content.length;
    }
  }

  private byte[] content(String path) {
    try (InputStream in = bucket.read(path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the change file " + path, e);
    }
  }

  private List<DeadLetter> letters(
      String path, FileTally tally, boolean lastAttempt, int attempts) {
    List<DeadLetter> letters = new ArrayList<>();
    tally.failures().forEach(failure -> letters.add(letter(path, failure, 1)));
    if (lastAttempt) {
      tally.waiting().forEach(failure -> letters.add(letter(path, failure, attempts)));
    }
    letters.sort(Comparator.comparing(DeadLetter::index));
    return letters;
  }

  private DeadLetter letter(String path, Failure failure, int attempt) {
    return ApplyLetters.letter(path, failure, attempt, format.positions(), clock.instant());
  }

  private AppliedFile entry(
      String path, FileTally tally, boolean lastAttempt, int attempts, int deadLettersFound) {
    long parked = lastAttempt ? 0 : tally.waiting().size();
    return new AppliedFile(
        path,
        parked > 0 ? State.PARKED : State.APPLIED,
        tally.table().map(Object::toString),
        tally.events(),
        tally.appliedEvents(),
        tally.supersededEvents(),
        parked,
        deadLettersFound,
        attempts,
        tally.highest(),
        clock.instant().plus(wait(attempts)));
  }

  private Duration wait(int attempts) {
    Duration wait = limits.firstRetry().multipliedBy(1L << Math.min(attempts, 20));
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  private static Report report(List<AppliedFile> finished, boolean more, long left) {
    return new Report(
        finished.size(),
        finished.stream().mapToLong(AppliedFile::events).sum(),
        finished.stream().mapToLong(AppliedFile::applied).sum(),
        finished.stream().mapToLong(AppliedFile::superseded).sum(),
        finished.stream().mapToLong(AppliedFile::parked).sum(),
        finished.stream().mapToLong(AppliedFile::deadLetters).sum(),
        more,
        left);
  }
}
