package dev.crossover.engine.verify;

import dev.crossover.contract.CrossoverException;

/** One side gave its rows in another order than the comparison needs. */
final class KeyOrderException extends CrossoverException {
  KeyOrderException(String side) {
    super(
        "the rows of the "
            + side
            + " did not come in key order, so they cannot be compared; this is a bug, report the"
            + " types of the table's key");
  }
}
