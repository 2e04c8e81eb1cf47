package dev.crossover.launcher.world;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.changes.PositionText;
import dev.crossover.engine.source.FakeFence;
import dev.crossover.engine.source.OpenTransaction;
import dev.crossover.engine.source.SourceLog;
import dev.crossover.engine.source.Writers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** A source of one table in memory, with a log of its changes. */
public final class FakeSource implements SourceLog, Writers {
  private static final int STEP = 10;

  /** Who may write is up to it. */
  public final FakeFence fence = new FakeFence();

  /** After which time the log is removed, whether the stream has read it or not. */
  public Optional<Duration> limit = Optional.empty();

  /** Transactions that wrote and are not over. */
  public final List<OpenTransaction> open = new ArrayList<>();

  private final Map<String, String> rows = new TreeMap<>();
  private final Set<String> cascaded = new HashSet<>();
  private final List<Change> log = new ArrayList<>();
  private long end = STEP;

  /**
   * A committed change.
   *
   * @param value empty if the row was deleted
   * @param token of a sentinel, which is no row
   */
  record Change(Position position, String key, Optional<String> value, Optional<String> token) {
    boolean isSentinel() {
      return token.isPresent();
    }
  }

  /** The rows of the table, by key. */
  public Map<String, String> rows() {
    return Map.copyOf(rows);
  }

  /** The application writes a row. */
  public void write(String key, String value) {
    refuseWhileFenced();
    rows.put(key, value);
    log(key, Optional.of(value));
  }

  /** The application deletes a row. */
  public void delete(String key) {
    refuseWhileFenced();
    rows.remove(key);
    log(key, Optional.empty());
  }

  /** A foreign key changes a row, and the log does not say so. */
  public void cascade(String key, String value) {
    refuseWhileFenced();
    rows.put(key, value);
    cascaded.add(key);
  }

  /** The keys of all rows that were changed so. */
  Set<String> cascaded() {
    return Set.copyOf(cascaded);
  }

  /** Somebody writes whom no fence stops. */
  public void writeAsSuperuser(String key, String value) {
    rows.put(key, value);
    log(key, Optional.of(value));
  }

  private void refuseWhileFenced() {
    if (fence.isUp()) {
      throw new SourceException("permission denied for table sale");
    }
  }

  private void log(String key, Optional<String> value) {
    end += STEP;
    log.add(new Change(place(), key, value, Optional.empty()));
  }

  /** Everything that was committed after a position. */
  List<Change> after(LogPosition place) {
    Position position = place.whole();
    return log.stream().filter(change -> change.position().compareTo(position) > 0).toList();
  }

  @Override
  public Mark mark() {
    end += STEP;
    Mark mark = new Mark(place(), "token" + end);
    end += STEP;
    log.add(new Change(place(), "", Optional.empty(), Optional.of(mark.tokens().get(0))));
    return mark;
  }

  @Override
  public LogPosition end() {
    return LogPosition.of(place());
  }

  private Position place() {
    return new Position(end, 0);
  }

  @Override
  public PositionText positions() {
    return PositionText.PLAIN;
  }

  @Override
  public Retention retention() {
    return new Retention(true, OptionalLong.empty(), "reserved", "keep more", limit);
  }

  @Override
  public List<OpenTransaction> open() {
    return List.copyOf(open);
  }

  @Override
  public void end(OpenTransaction transaction) {
    if (!transaction.prepared()) {
      open.remove(transaction);
    }
  }
}
