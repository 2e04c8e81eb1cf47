package dev.crossover.launcher.verify;

import dev.crossover.engine.verify.TableVerification;
import dev.crossover.engine.verify.VerificationProgress;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.launcher.progress.Reading;
import java.util.ArrayList;
import java.util.List;

/** Shows how far a verification is. */
public final class VerificationReadings implements VerificationProgress {
  private final Progress progress;
  private long estimated;
  private long finished;
  private int tables;
  private String current = "";

  public VerificationReadings(Progress progress) {
    this.progress = progress;
  }

  @Override
  public void started(String table, long estimatedRows) {
    current = table;
    estimated = estimatedRows;
    compared(table, 0);
  }

  @Override
  public void compared(String table, long compared) {
    List<Reading> readings = new ArrayList<>();
    readings.add(Reading.count("verification", finished + compared, "rows"));
    readings.add(Reading.count(table, compared, Math.max(compared, estimated), "rows"));
    readings.add(Reading.gauge("tables done", Integer.toString(tables)));
    progress.show(readings);
  }

  @Override
  public void rechecking(long candidates) {
    progress.show(
        List.of(
            Reading.count("verification", finished, "rows"),
            Reading.gauge("rechecking", candidates + " rows that changed meanwhile, " + current)));
  }

  @Override
  public void finished(TableVerification table) {
    finished += table.compared();
    tables++;
  }
}
