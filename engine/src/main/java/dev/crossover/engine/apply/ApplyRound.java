package dev.crossover.engine.apply;

import dev.crossover.contract.TargetException;
import dev.crossover.engine.apply.FileTally.Failure;
import dev.crossover.engine.changes.ChangeFile;
import dev.crossover.engine.changes.DatastreamFormat;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.deadletters.Undelivered;
import dev.crossover.engine.ledger.AppliedFile;
import dev.crossover.engine.ledger.AppliedFile.State;
import dev.crossover.engine.ledger.ChangeFolder;
import dev.crossover.engine.ledger.FileLedger;
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
  private static final long MAX_BATCH_BYTES = 64L << 20;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final ChangeFolder folder;
  private final DatastreamFormat format;
  private final ApplyBatch batch;
  private final FileLedger ledger;
  private final DeadLetters deadLetters;
  private final Limits limits;
  private final FilesLeft left;
  private final Clock clock;
  private boolean tookNew;

  /**
   * @param batchEvents about how many events are applied together; a file is never cut
   * @param parkedAttempts how often an event that cannot be applied yet is tried before it becomes
   *     a dead letter; attempts while unread files exist do not count, because what is missing can
   *     be in them
   * @param firstRetry the pause before a parked file is tried again, doubled each time
   */
  public record Limits(int batchEvents, int parkedAttempts, Duration firstRetry) {}

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
   * @param more whether files are left, or may have come, that a next round can take at once
   * @param left files that are known and not applied, those with parked events included; without
   *     {@code more} these are all that exist
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
      ChangeFolder folder,
      DatastreamFormat format,
      ApplyBatch batch,
      FileLedger ledger,
      DeadLetters deadLetters,
      Limits limits,
      Shard shard,
      Clock clock) {
    this.folder = folder;
    this.format = format;
    this.batch = batch;
    this.ledger = ledger;
    this.deadLetters = deadLetters;
    this.limits = limits;
    this.left = new FilesLeft(folder, ledger, shard);
    this.clock = clock;
  }

  /**
   * @throws TargetException if the target does not work
   * @throws UncheckedIOException if the bucket does not work
   */
  public Report run() {
    boolean done = false;
    try {
      boolean looked = left.look();
      List<AppliedFile> finished = finish(select(looked));
      done = true;
      return report(finished, !looked || !left.pending().isEmpty(), left.count());
    } finally {
      if (!done) {
        left.forget();
      }
    }
  }

  private List<AppliedFile> finish(Selection selection) {
    if (selection.files().isEmpty()) {
      return List.of();
    }
    Map<String, FileTally> tallies = batch.apply(selection.files());
    Map<String, List<Undelivered>> letters = new HashMap<>();
    List<AppliedFile> finished = new ArrayList<>();
    tallies.forEach(
        (path, tally) -> {
          int attempts = selection.attempts().getOrDefault(path, 0);
          boolean lastAttempt = attempts >= limits.parkedAttempts();
          List<Undelivered> found = letters(path, tally, lastAttempt, attempts);
          letters.put(path, found);
          finished.add(entry(path, tally, lastAttempt, attempts, found.size()));
        });
    deadLetters.replaceAll(letters);
    ledger.record(finished);
    left.recorded(finished);
    return finished;
  }

  /**
   * The files of a round.
   *
   * @param attempts the counted attempts of a file, this one included
   */
  private record Selection(List<ChangeFile> files, Map<String, Integer> attempts) {}

  /**
   * @param allKnown whether no other files are left than those that are known
   */
  private Selection select(boolean allKnown) {
    Reading reading = new Reading();
    for (String path : left.pending()) {
      if (!reading.hasRoom()) {
        break;
      }
      reading.take(path);
    }
    Map<String, Integer> attempts = new HashMap<>();
    tookNew |= !reading.files.isEmpty();
    if (allKnown && reading.files.size() == left.pending().size()) {
      left.pending().forEach(path -> attempts.put(path, 1));
      Instant now = clock.instant();
      for (AppliedFile file : left.parked()) {
        boolean due = !file.retryAt().isAfter(now);
        // A new file can hold just what a parked one waits for, so it does not have to wait on.
        if ((due || tookNew) && reading.hasRoom()) {
          reading.take(file.path());
          attempts.put(file.path(), file.attempts() + (due ? 1 : 0));
        }
      }
      tookNew = false;
    }
    return new Selection(reading.files, attempts);
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
      byte[] content = folder.read(path);
      ChangeFile file = format.read(path, content);
      files.add(file);
      events += file.records().size();
      bytes += content.length;
    }
  }

  private List<Undelivered> letters(
      String path, FileTally tally, boolean lastAttempt, int attempts) {
    List<Undelivered> letters = new ArrayList<>();
    tally.failures().forEach(failure -> letters.add(letter(path, failure, 1)));
    tally
        .inDoubt()
        .forEach(change -> letters.add(ApplyLetters.inDoubt(path, change, format.positions())));
    if (lastAttempt) {
      tally.waiting().forEach(failure -> letters.add(letter(path, failure, attempts)));
    }
    letters.sort(Comparator.comparing(Undelivered::index));
    return letters;
  }

  private Undelivered letter(String path, Failure failure, int attempt) {
    return ApplyLetters.undelivered(path, failure, attempt, format.positions());
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
