package dev.crossover.engine.source;

import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.changes.PositionText;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A log in memory, in which every commit takes a few places. */
public final class FakeSourceLog implements SourceLog {
  private static final long STEP = 10;

  private final List<String> sentinels = new ArrayList<>();
  private long end = STEP;
  private Retention retention = new Retention(true, OptionalLong.empty(), "all of it", "");

  /** Somebody commits a change; returns where the log ends then. */
  public synchronized LogPosition commit() {
    end += STEP;
    return end();
  }

  /** The tokens of the sentinels that were written, oldest first. */
  public synchronized List<String> sentinels() {
    return List.copyOf(sentinels);
  }

  /** What the log answers from now on when it is asked how long it is kept. */
  public synchronized void keep(Retention now) {
    retention = now;
  }

  @Override
  public synchronized Mark mark() {
    String token = "sentinel-" + (sentinels.size() + 1);
    Position position = new Position(end + 1, 0);
    sentinels.add(token);
    commit();
    return new Mark(position, token);
  }

  @Override
  public synchronized LogPosition end() {
    return LogPosition.of(end, 0);
  }

  @Override
  public PositionText positions() {
    return PositionText.PLAIN;
  }

  @Override
  public synchronized Retention retention() {
    return retention;
  }
}
