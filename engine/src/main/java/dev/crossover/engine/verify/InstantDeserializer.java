package dev.crossover.engine.verify;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import java.time.Instant;

/** Reads an ISO time, so that reports need no Jackson module. */
final class InstantDeserializer extends FromStringDeserializer<Instant> {
  InstantDeserializer() {
    super(Instant.class);
  }

  @Override
  protected Instant _deserialize(String text, DeserializationContext context) {
    return Instant.parse(text);
  }
}
