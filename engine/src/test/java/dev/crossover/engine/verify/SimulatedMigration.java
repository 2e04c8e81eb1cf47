package dev.crossover.engine.verify;

import dev.crossover.engine.verify.encoding.CanonicalEncoding;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.EncodedRow;
import dev.crossover.engine.verify.encoding.KeyPart;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.engine.verify.sides.RowCounts;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A source, its log, a target that follows the log, and faults; every call lets writers and apply
 * run on for a while. Everything follows from the seed.
 */
final class SimulatedMigration implements LiveRows, LiveChanges, CountedSides {
  /**
   * @param value empty for a delete
   */
  private record Event(int key, OptionalInt value) {}

  private static final int KEYS = 12;

  private final Random random;
  private final int writesPerStep;
  private final Map<Integer, Integer> source = new TreeMap<>();
  private final Map<Integer, Integer> target = new TreeMap<>();
  private final Map<Integer, Integer> shadow = new TreeMap<>();
  private final List<Event> log = new ArrayList<>();
  private final Set<Integer> corrupted = new TreeSet<>();
  private final Set<Integer> quiet = new HashSet<>();
  private int applied;
  private int nextValue = 1;

  /**
   * @param writesPerStep the most writes between two reads
   */
  SimulatedMigration(long seed, int writesPerStep) {
    this.random = new Random(seed);
    this.writesPerStep = writesPerStep;
    for (int key = 0; key < KEYS; key++) {
      if (random.nextBoolean()) {
        source.put(key, 0);
        target.put(key, 0);
      }
    }
    runOn();
    runOn();
  }

  /** Breaks some rows of the target behind apply's back; nobody writes these keys any more. */
  void corrupt(int count) {
    while (log.size() > applied) {
      applyOne();
    }
    for (int i = 0; i < count; i++) {
      int key = random.nextInt(KEYS);
      quiet.add(key);
      if (corrupted.add(key)) {
        if (target.containsKey(key) && random.nextBoolean()) {
          target.remove(key);
        } else {
          target.put(key, -1);
        }
      }
    }
  }

  /** How many rows the corrupted keys have more on the target than on the source. */
  int gained() {
    return corrupted.stream()
        .mapToInt(key -> (target.containsKey(key) ? 1 : 0) - (source.containsKey(key) ? 1 : 0))
        .sum();
  }

  /** Keys that are there at one moment. */
  private record Moment(Set<Integer> keys) implements RowCounts {
    @Override
    public long all(ComparedTable table) {
      return keys.size();
    }

    @Override
    public long of(ComparedTable table, Collection<ComparedKey> asked) {
      return asked.stream().filter(key -> keys.contains(number(key))).count();
    }

    @Override
    public void close() {}
  }

  /** The number of events that are applied. */
  @Override
  public Instant time() {
    runOn();
    return Instant.ofEpochSecond(applied);
  }

  @Override
  public RowCounts source() {
    runOn();
    return new Moment(Set.copyOf(source.keySet()));
  }

  @Override
  public RowCounts target() {
    runOn();
    return new Moment(Set.copyOf(target.keySet()));
  }

  @Override
  public void appliedSince(ComparedTable table, Instant since, Consumer<List<ComparedKey>> keys) {
    runOn();
    keys.accept(
        shadow.entrySet().stream()
            .filter(mark -> mark.getValue() > since.getEpochSecond())
            .map(mark -> key(mark.getKey()))
            .toList());
  }

  Set<Integer> corrupted() {
    return corrupted;
  }

  private void runOn() {
    for (int i = random.nextInt(writesPerStep + 1); i > 0; i--) {
      write();
    }
    for (int i = random.nextInt(writesPerStep + 1); i > 0; i--) {
      applyOne();
    }
    cascade();
  }

  private void write() {
    int key = random.nextInt(KEYS);
    if (quiet.contains(key)) {
      return;
    }
    if (source.containsKey(key) && random.nextInt(3) == 0) {
      source.remove(key);
      log.add(new Event(key, OptionalInt.empty()));
    } else {
      // Values come back, so that a row may look as it did before.
      int value = random.nextInt(3) == 0 ? 0 : nextValue++;
      source.put(key, value);
      log.add(new Event(key, OptionalInt.of(value)));
    }
  }

  private void applyOne() {
    if (applied < log.size()) {
      Event event = log.get(applied++);
      event
          .value()
          .ifPresentOrElse(v -> target.put(event.key(), v), () -> target.remove(event.key()));
      shadow.put(event.key(), applied);
    }
  }

  // A parent's delete takes its interleaved children along before their own events are applied.
  private void cascade() {
    Set<Integer> waiting = new HashSet<>();
    for (Event event : log.subList(applied, log.size())) {
      boolean isNext = waiting.add(event.key());
      if (isNext && event.value().isEmpty() && random.nextBoolean()) {
        target.remove(event.key());
      }
    }
  }

  /** The keys that differ at this moment, as a first comparison finds them. */
  List<ComparedKey> candidates() {
    List<ComparedKey> keys = new ArrayList<>();
    for (int key = 0; key < KEYS; key++) {
      if (!Objects.equals(source.get(key), target.get(key))) {
        keys.add(key(key));
      }
    }
    return keys;
  }

  @Override
  public void requireMoving() {}

  @Override
  public Optional<String> awaitWhatIsVisible(Duration timeout) {
    runOn();
    int visible = log.size();
    while (applied < visible) {
      applyOne();
      if (random.nextInt(4) == 0) {
        write();
      }
    }
    runOn();
    return Optional.empty();
  }

  @Override
  public Map<ComparedKey, EncodedRow> source(Collection<ComparedKey> keys) {
    runOn();
    Map<ComparedKey, EncodedRow> rows = new TreeMap<>();
    keys.forEach(key -> put(rows, key, source));
    return rows;
  }

  @Override
  public Map<ComparedKey, List<EncodedRow>> target(Collection<ComparedKey> keys) {
    runOn();
    Map<ComparedKey, EncodedRow> rows = new TreeMap<>();
    keys.forEach(key -> put(rows, key, target));
    Map<ComparedKey, List<EncodedRow>> lists = new TreeMap<>();
    rows.forEach((key, row) -> lists.put(key, List.of(row)));
    return lists;
  }

  @Override
  public Map<ComparedKey, String> marks(Collection<ComparedKey> keys) {
    runOn();
    Map<ComparedKey, String> marks = new TreeMap<>();
    for (ComparedKey key : keys) {
      Integer mark = shadow.get(number(key));
      if (mark != null) {
        marks.put(key, mark.toString());
      }
    }
    return marks;
  }

  private static void put(
      Map<ComparedKey, EncodedRow> rows, ComparedKey key, Map<Integer, Integer> side) {
    Integer value = side.get(number(key));
    if (value != null) {
      rows.put(key, new EncodedRow(key, List.of(CanonicalEncoding.integer(value))));
    }
  }

  static int number(ComparedKey key) {
    return key.parts().get(0).number().intValue();
  }

  private static ComparedKey key(int number) {
    return new ComparedKey(List.of(KeyPart.of(BigDecimal.valueOf(number))));
  }
}
