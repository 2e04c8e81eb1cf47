package dev.crossover.launcher.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * What the schema step made.
 *
 * @param tables moved tables
 * @param beforeLoad statements that are on the target now
 * @param afterLoad statements that wait for the end of the bulk load
 * @param afterCutover statements that wait for the cutover
 */
public record SchemaStepReport(int tables, int beforeLoad, int afterLoad, int afterCutover) {
  @JsonIgnore
  public String text() {
    return "schema: %d tables; %d statements applied, %d after the bulk load, %d after cutover"
        .formatted(tables, beforeLoad, afterLoad, afterCutover);
  }
}
