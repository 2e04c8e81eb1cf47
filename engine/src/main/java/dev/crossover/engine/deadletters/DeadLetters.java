package dev.crossover.engine.deadletters;

import dev.crossover.contract.SettingsException;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.deadletters.DeadLetterEntry.Action;
import dev.crossover.engine.deadletters.DeadLetterEntry.Handling;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * The dead letters of a migration, kept in a bucket.
 *
 * <p>Only the job that works on a unit writes the unit's dead letters. What was done about one of
 * them is written elsewhere, and never removed, so job and operator never write the same object. A
 * long record has a file of its own, so that the length of records never decides whether dead
 * letters can be listed, counted or settled. Safe for many threads and processes that work on
 * different units.
 */
public final class DeadLetters {
  private final LetterFiles files;
  private final Clock clock;

  /**
   * @param prefix the folder in the bucket, such as {@code dead-letters}
   */
  public DeadLetters(Bucket bucket, String prefix, Clock clock) {
    this.files = new LetterFiles(bucket, prefix);
    this.clock = clock;
  }

  /** Begins an attempt at a unit that finds its dead letters one after the other. */
  public UnitAttempt attempt(String unit) {
    return new UnitAttempt(files, unit, files.filesOf(unit), clock);
  }

  /**
   * Records what attempts at units could not move, with one listing of the store; durable when the
   * call returns. Dead letters of earlier attempts that these did not meet again are closed.
   *
   * @param foundByUnit every dead letter of an attempt, or none
   */
  public void replaceAll(Map<String, List<Undelivered>> foundByUnit) {
    Map<String, List<String>> existing = files.filesByFolder();
    foundByUnit.forEach(
        (unit, found) -> {
          List<String> before = existing.getOrDefault(files.folderOf(unit), List.of());
          UnitAttempt attempt = new UnitAttempt(files, unit, before, clock);
          found.forEach(attempt::add);
          attempt.finish();
        });
  }

  /** How many nobody has dealt with; each blocks. Never holds more than one unit's ids. */
  public long countOpen() {
    Set<String> handled = files.handledIds();
    LongAdder open = new LongAdder();
    files.eachUnit(
        letter -> Optional.of(entry(letter, handled).open()),
        unit -> open.add(unit.values().stream().filter(Boolean::booleanValue).count()));
    return open.sum();
  }

  /** The dead letters that nobody has dealt with, ordered by unit and index; each blocks. */
  public List<DeadLetter> open() {
    return all().stream().filter(DeadLetterEntry::open).map(DeadLetterEntry::letter).toList();
  }

  /** How many one path met, the closed ones too. */
  public long count(DeadLetter.Origin origin) {
    LongAdder met = new LongAdder();
    files.eachUnit(
        letter -> Optional.of(letter.id()).filter(id -> letter.origin() == origin),
        unit -> met.add(unit.size()));
    return met.sum();
  }

  /**
   * The open ones that one path met, in no order; never holds more of the others than one unit's.
   */
  public List<DeadLetter> open(DeadLetter.Origin origin) {
    Set<String> handled = files.handledIds();
    List<DeadLetter> open = new ArrayList<>();
    files.eachUnit(
        letter ->
            Optional.of(letter)
                .filter(found -> found.origin() == origin)
                .map(found -> entry(found, handled)),
        unit ->
            unit.values().stream()
                .filter(DeadLetterEntry::open)
                .forEach(entry -> open.add(entry.letter())));
    return open;
  }

  /** Every dead letter there ever was, the closed ones too, ordered by unit and index. */
  public List<DeadLetterEntry> all() {
    Set<String> handled = files.handledIds();
    Set<String> gone = new HashSet<>(handled);
    Map<String, DeadLetterEntry> entries = new LinkedHashMap<>();
    files.eachUnit(letter -> Optional.of(entry(letter, handled)), entries::putAll);
    gone.removeAll(entries.keySet());
    gone.forEach(id -> entries.put(id, entry(Optional.empty(), files.history(id))));
    return entries.values().stream()
        .sorted(
            Comparator.comparing((DeadLetterEntry entry) -> entry.letter().unit())
                .thenComparing(entry -> entry.letter().index()))
        .toList();
  }

  /** The dead letter with this id, open or closed. */
  public Optional<DeadLetterEntry> show(String id) {
    Set<String> handled = files.handledIds();
    List<DeadLetter> found = new ArrayList<>();
    files.eachUnit(
        letter -> Optional.of(letter).filter(one -> one.id().equals(id)),
        unit -> found.addAll(unit.values()));
    if (!found.isEmpty()) {
      return Optional.of(entry(found.get(0), handled));
    }
    return handled.contains(id)
        ? Optional.of(entry(Optional.empty(), files.history(id)))
        : Optional.empty();
  }

  /** The record of a dead letter, in UTF-8; the caller closes it. */
  public InputStream raw(DeadLetter letter) {
    return files.readRaw(letter);
  }

  /**
   * Closes open dead letters for good, without moving their records: all of them or none.
   *
   * @param by who decides
   * @param reason why the records may be left behind; never blank
   * @throws SettingsException if one of them is not an open dead letter, or for want of a reason
   */
  public void discard(Collection<String> ids, String by, String reason) {
    if (reason.isBlank()) {
      throw new SettingsException(
          "a dead letter is discarded for a reason, got none; add --reason");
    }
    Map<String, DeadLetter> open =
        open().stream().collect(Collectors.toMap(DeadLetter::id, letter -> letter));
    List<DeadLetter> letters =
        ids.stream().map(id -> open.containsKey(id) ? open.get(id) : requireOpen(id)).toList();
    letters.forEach(letter -> record(letter, Action.DISCARDED, by, reason));
  }

  /** Closes a dead letter whose record, or a newer one of its key, is on the target now. */
  public void applied(DeadLetter letter, String by, String how) {
    record(letter, Action.APPLIED, by, how);
  }

  /** Counts a retry that failed. */
  public void retriedWithoutSuccess(DeadLetter letter, String by, String reason) {
    record(letter.triedAgain(reason, clock.instant()), Action.RETRIED, by, reason);
  }

  /**
   * @throws SettingsException if there is no such open dead letter
   */
  public DeadLetter requireOpen(String id) {
    DeadLetterEntry entry =
        show(id)
            .orElseThrow(
                () ->
                    new SettingsException(
                        "there is no dead letter "
                            + id
                            + "; `dead-letters list` shows those there are"));
    if (!entry.open()) {
      throw new SettingsException(
          "the dead letter " + id + " is closed; `dead-letters show " + id + "` tells by whom");
    }
    return entry.letter();
  }

  private DeadLetterEntry entry(DeadLetter letter, Set<String> handled) {
    return entry(
        Optional.of(letter),
        handled.contains(letter.id()) ? files.history(letter.id()) : List.of());
  }

  /**
   * A retry that failed knows a newer reason and attempt than the job that met the letter first.
   */
  private static DeadLetterEntry entry(Optional<DeadLetter> written, List<Handling> history) {
    DeadLetter newest = written.orElseGet(() -> history.get(history.size() - 1).letter());
    for (Handling handling : history) {
      if (handling.concerns(newest) && handling.letter().attempt() > newest.attempt()) {
        newest = handling.letter();
      }
    }
    DeadLetter letter = newest;
    boolean open =
        written.isPresent() && history.stream().noneMatch(handling -> handling.settles(letter));
    return new DeadLetterEntry(letter, open, history);
  }

  private void record(DeadLetter letter, Action action, String by, String reason) {
    files.addToHistory(letter.id(), new Handling(action, by, clock.instant(), reason, letter));
  }
}
