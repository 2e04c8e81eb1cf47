package dev.crossover.engine.changes;

import java.util.List;

/**
 * What a change file holds, record by record, in the file's order.
 *
 * @param path the object that was read
 */
public record ChangeFile(String path, List<ChangeRecord> records) {
  public ChangeFile {
    records = List.copyOf(records);
  }
}
