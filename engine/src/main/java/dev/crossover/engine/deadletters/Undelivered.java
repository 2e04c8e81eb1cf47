package dev.crossover.engine.deadletters;

import dev.crossover.engine.deadletters.DeadLetter.Origin;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A row or change event that could not be moved, together with its record; the store makes a {@link
 * DeadLetter} of it, whose fields have the same meaning.
 *
 * @param raw the record in UTF-8: JSON, or base64 if it could not be decoded; asked for once, when
 *     it is written, so that one record at a time is in memory
 */
public record Undelivered(
    Origin origin,
    String unit,
    long index,
    Optional<String> table,
    Supplier<byte[]> raw,
    String reason,
    Optional<String> position,
    int attempt) {}
