package dev.crossover.launcher.verify;

import dev.crossover.engine.verify.TableVerification;
import dev.crossover.engine.verify.VerificationProgress;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.launcher.progress.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shows how far a verification is. */
public final class VerificationReadings implements VerificationProgress {
  private final Progress progress;
  private final Map<String, Long> compared = new HashMap<>();
  private long estimated;
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
  public void compared(String table, long rows) {
    compared.put(table, rows);
    List<Reading> readings = new ArrayList<>();
    readings.add(Reading.count("verification", total(), "rows"));
    readings.add(Reading.count(table, rows, Math.max(rows, estimated), "rows"));
    readings.add(Reading.gauge("tables done", Integer.toString(tables)));
    progress.show(readings);
  }

  @Override
  public void rechecking(long candidates) {
    progress.show(
        List.of(
            Reading.count("verification", total(), "rows"),
            Reading.gauge("rechecking", candidates + " rows that changed meanwhile, " + current)));
  }

  @Override
  public void counting(int tables) {
    progress.show(
        List.of(
            Reading.count("verification", total(), "rows"),
            Reading.gauge("counting", "all rows of " + tables + " tables on both sides")));
  }

  private long total() {
    return compared.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void finished(TableVerification table) {
    compared.put(table.name(), table.compared());
    tables++;
  }
}
