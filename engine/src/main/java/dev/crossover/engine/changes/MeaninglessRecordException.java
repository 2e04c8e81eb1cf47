package dev.crossover.engine.changes;

import org.apache.avro.generic.GenericRecord;

/** A record says what cannot be applied; the message ends up in a dead letter. */
public final class MeaninglessRecordException extends Exception {
  public MeaninglessRecordException(String reason) {
    super(reason);
  }

  /**
   * The text of a field that a record must have.
   *
   * @throws MeaninglessRecordException if it has none
   */
  public static String required(GenericRecord record, String name)
      throws MeaninglessRecordException {
    Object value = record.hasField(name) ? record.get(name) : null;
    if (value == null) {
      throw new MeaninglessRecordException("the record has no " + name);
    }
    return value.toString();
  }
}
