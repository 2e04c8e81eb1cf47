package dev.crossover.launcher.toysource;

import dev.crossover.engine.capture.LocalCapture;
import dev.crossover.engine.changes.ChangeMetadata;
import dev.crossover.engine.changes.TestChangeMetadata;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.source.Fence;
import dev.crossover.engine.source.SourceChecks;
import dev.crossover.engine.source.SourceClock;
import dev.crossover.engine.source.SourceDatabase;
import dev.crossover.engine.source.SourceLog;
import dev.crossover.engine.source.SourceReading;
import dev.crossover.engine.source.Writers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** The toy's front door. */
record ToySource(ToyDatabase database) implements SourceDatabase {
  @Override
  public String address() {
    return "toy";
  }

  @Override
  public SourceReading reading() {
    return new ToyReading(database);
  }

  @Override
  public SourceLog log() {
    return new ToyLog(database);
  }

  @Override
  public SourceClock clock() {
    return Instant::now;
  }

  @Override
  public Writers writers(List<TableName> tables) {
    return database.writers;
  }

  @Override
  public Fence fence(List<TableName> tables) {
    return database.fence;
  }

  @Override
  public SourceChecks checks() {
    return new SourceChecks(new Passes("source-connection"), List.of(), List.of());
  }

  @Override
  public Check fenceCheck(Supplier<List<TableName>> tables) {
    return new Passes("application");
  }

  @Override
  public Check retentionCheck(Supplier<Duration> planned) {
    return new Passes("log-retention");
  }

  /** A check of something that cannot fail in memory. */
  private record Passes(String name) implements Check {
    @Override
    public List<Finding> look() {
      return List.of(Finding.pass(this, "it is in memory"));
    }
  }

  @Override
  public LocalCapture capture(List<TableName> tables) {
    return database.capture;
  }

  @Override
  public ChangeMetadata changeMetadata() {
    return new TestChangeMetadata();
  }

  @Override
  public void close() {}
}
