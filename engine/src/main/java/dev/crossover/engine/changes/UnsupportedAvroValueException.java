package dev.crossover.engine.changes;

/** An Avro value that no source column has; the record becomes a dead letter. */
final class UnsupportedAvroValueException extends Exception {
  UnsupportedAvroValueException(String message) {
    super(message);
  }
}
