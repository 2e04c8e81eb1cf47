package dev.crossover.launcher.toysource;

import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.changes.PositionText;
import dev.crossover.engine.source.SourceLog;

/** The toy's log, whose sentinels are changes. */
record ToyLog(ToyDatabase database) implements SourceLog {
  @Override
  public Mark mark() {
    return database.mark();
  }

  @Override
  public LogPosition end() {
    return database.log.end();
  }

  @Override
  public PositionText positions() {
    return database.log.positions();
  }

  @Override
  public Retention retention() {
    return database.log.retention();
  }
}
