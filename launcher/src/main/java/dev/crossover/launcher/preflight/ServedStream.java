package dev.crossover.launcher.preflight;

import dev.crossover.contract.GoogleCapture;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** What a service that reads the source in our place cannot carry, or cannot tell. */
public final class ServedStream implements Check {
  private final IntSupplier tables;
  private final List<String> limits;

  /**
   * @param tables counts the moved tables
   * @param limits what the service does not tell of the source's changes
   */
  public ServedStream(IntSupplier tables, List<String> limits) {
    this.tables = tables;
    this.limits = List.copyOf(limits);
  }

  @Override
  public String name() {
    return "stream-service";
  }

  @Override
  public List<Finding> look() {
    int moved = tables.getAsInt();
    List<Finding> findings = new ArrayList<>();
    findings.add(
        moved <= GoogleCapture.MOST_TABLES
            ? Finding.pass(this, "Datastream can carry %,d tables".formatted(moved))
            : Finding.fail(
                this,
                "a stream of Datastream carries %,d tables at most, got %,d"
                    .formatted(GoogleCapture.MOST_TABLES, moved),
                "leave tables out with source.exclude_tables"));
    limits.forEach(
        limit -> findings.add(Finding.warning(this, limit, "crossover plan has it too")));
    return findings;
  }
}
