package dev.crossover.sources.mysql.capture;

import dev.crossover.contract.SourceException;
import io.debezium.text.MultipleParsingExceptions;
import io.debezium.text.ParsingException;
import java.util.Optional;

/** A statement of the log that names a captured table and that Debezium cannot parse. */
final class UnreadableStatement {
  private static final int SHOWN = 300;

  private UnreadableStatement() {}

  /** What a person reads of the end of a capture: with the way out, if it was such a statement. */
  static SourceException told(SourceException failure) {
    return parsing(failure)
        .map(
            said ->
                new SourceException(
                    "the change stream cannot read a statement of the binary log that names a moved table, and cannot go on behind it: %s; take back what it did, or leave the table out (source.exclude_tables), and begin anew: crossover cleanup --abandon, then crossover run"
                        .formatted(said.substring(0, Math.min(SHOWN, said.length()))),
                    failure))
        .orElse(failure);
  }

  private static Optional<String> parsing(Throwable failure) {
    if (failure == null) {
      return Optional.empty();
    }
    return failure instanceof ParsingException || failure instanceof MultipleParsingExceptions
        ? Optional.of(String.valueOf(failure.getMessage()).strip().replaceAll("\\s+", " "))
        : parsing(failure.getCause());
  }
}
