package dev.crossover.engine.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.crossover.contract.SettingsException;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.deadletters.DeadLetterEntry.Action;
import dev.crossover.engine.deadletters.DeadLetterEntry.Handling;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The dead letters of a migration, kept as JSON lines in a bucket.
 *
 * <p>{@code <prefix>/letters/<unit's digest>.jsonl} holds the dead letters of a unit's last
 * attempt; only the job that works on the unit writes it. {@code <prefix>/handled/<id>.jsonl} holds
 * what was done about one of them, and is never removed. So job and operator never write the same
 * object. Safe for many threads and processes that work on different units.
 */
public final class DeadLetters {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private final Bucket bucket;
  private final String letters;
  private final String handled;
  private final Clock clock;

  /**
   * @param prefix the folder in the bucket, such as {@code dead-letters}
   */
  public DeadLetters(Bucket bucket, String prefix, Clock clock) {
    String folder = prefix.endsWith("/") ? prefix : prefix + "/";
    this.bucket = bucket;
    this.letters = folder + "letters/";
    this.handled = folder + "handled/";
    this.clock = clock;
  }

  /**
   * Records what an attempt at a unit could not move; durable when the call returns. Dead letters
   * of an earlier attempt that this one did not meet again are closed.
   *
   * @param found every dead letter of the attempt, or none
   */
  public void replace(String unit, List<DeadLetter> found) {
    replaceAll(Map.of(unit, found));
  }

  /** Does {@link #replace} for many units with one listing of the store. */
  public void replaceAll(Map<String, List<DeadLetter>> foundByUnit) {
    Set<String> existing = new HashSet<>(bucket.list(letters));
    foundByUnit.forEach(
        (unit, found) -> {
          String path = pathOf(unit);
          List<DeadLetter> before =
              existing.contains(path) ? readLines(path, DeadLetter.class) : List.of();
          replace(path, before, found);
        });
  }

  private void replace(String path, List<DeadLetter> before, List<DeadLetter> found) {
    Set<String> foundIds = found.stream().map(DeadLetter::id).collect(Collectors.toSet());
    for (DeadLetter gone : before) {
      if (!foundIds.contains(gone.id())) {
        record(gone, Action.GONE, "crossover", "a later attempt at its unit did not meet it");
      }
    }
    if (!found.isEmpty()) {
      bucket.write(path, lines(found));
    } else if (!before.isEmpty()) {
      bucket.delete(path);
    }
  }

  /** Adds to what the unit's earlier attempts left, or replaces the letters with the same id. */
  public void add(Collection<DeadLetter> found) {
    Map<String, List<DeadLetter>> byUnit =
        found.stream().collect(Collectors.groupingBy(DeadLetter::unit));
    byUnit.forEach(
        (unit, added) -> {
          Map<Long, DeadLetter> all = new TreeMap<>();
          readAll(pathOf(unit), DeadLetter.class)
              .forEach(letter -> all.put(letter.index(), letter));
          added.forEach(letter -> all.put(letter.index(), letter));
          bucket.write(pathOf(unit), lines(List.copyOf(all.values())));
        });
  }

  /** The dead letters that nobody has dealt with, ordered by unit and index; each blocks. */
  public List<DeadLetter> open() {
    return all().stream().filter(DeadLetterEntry::open).map(DeadLetterEntry::letter).toList();
  }

  /** Every dead letter there ever was, the closed ones too, ordered by unit and index. */
  public List<DeadLetterEntry> all() {
    Map<String, List<Handling>> histories = new LinkedHashMap<>();
    for (String path : bucket.list(handled)) {
      List<Handling> history = readLines(path, Handling.class);
      histories.put(history.get(0).letter().id(), history);
    }
    Map<String, DeadLetterEntry> entries = new LinkedHashMap<>();
    histories.forEach((id, history) -> entries.put(id, entry(Optional.empty(), history)));
    for (String path : bucket.list(letters)) {
      for (DeadLetter letter : readLines(path, DeadLetter.class)) {
        entries.put(
            letter.id(),
            entry(Optional.of(letter), histories.getOrDefault(letter.id(), List.of())));
      }
    }
    return entries.values().stream()
        .sorted(
            Comparator.comparing((DeadLetterEntry entry) -> entry.letter().unit())
                .thenComparing(entry -> entry.letter().index()))
        .toList();
  }

  /** The dead letter with this id, open or closed. */
  public Optional<DeadLetterEntry> show(String id) {
    return all().stream().filter(entry -> entry.letter().id().equals(id)).findFirst();
  }

  /**
   * Closes an open dead letter for good, without moving its record.
   *
   * @param by who decides
   * @param reason why the record may be left behind; never blank
   * @throws SettingsException if there is no such open dead letter, or no reason
   */
  public void discard(String id, String by, String reason) {
    if (reason.isBlank()) {
      throw new SettingsException(
          "a dead letter is discarded for a reason, got none; add --reason");
    }
    record(requireOpen(id), Action.DISCARDED, by, reason);
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
    String path = handled + letter.id() + ".jsonl";
    List<Handling> history = new ArrayList<>(readAll(path, Handling.class));
    history.add(new Handling(action, by, clock.instant(), reason, letter));
    bucket.write(path, lines(history));
  }

  private String pathOf(String unit) {
    return letters + DeadLetter.digest(unit) + ".jsonl";
  }

  private <T> List<T> readAll(String path, Class<T> type) {
    return bucket.list(path).contains(path) ? readLines(path, type) : List.of();
  }

  private <T> List<T> readLines(String path, Class<T> type) {
    try (InputStream in = bucket.read(path)) {
      List<T> values = new ArrayList<>();
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        values.add(JSON.readValue(line, type));
      }
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the dead letters in " + path, e);
    }
  }

  private static byte[] lines(List<?> values) {
    return values.stream()
        .map(DeadLetters::line)
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String line(Object value) {
    try {
      return JSON.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
