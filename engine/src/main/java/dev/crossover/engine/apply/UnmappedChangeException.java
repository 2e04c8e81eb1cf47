package dev.crossover.engine.apply;

import dev.crossover.contract.CrossoverException;

/** A change does not have the columns that its table has; it becomes a dead letter. */
final class UnmappedChangeException extends CrossoverException {
  UnmappedChangeException(String message) {
    super(message);
  }
}
