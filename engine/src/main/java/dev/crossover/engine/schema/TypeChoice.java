package dev.crossover.engine.schema;

import java.util.Optional;

/**
 * The target type chosen for a source column.
 *
 * @param type empty if the column is refused
 * @param reason why it is refused; empty text if it is not
 */
public record TypeChoice(Optional<TargetType> type, String reason) {
  public static TypeChoice of(TargetType type) {
    return new TypeChoice(Optional.of(type), "");
  }

  public static TypeChoice refused(String reason) {
    return new TypeChoice(Optional.empty(), reason);
  }
}
