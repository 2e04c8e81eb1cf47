package dev.crossover.engine.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A source sequence and what takes its place in the target: a bit-reversed positive sequence, since
 * rising keys would all be written to one end of a Spanner table.
 *
 * @param source the sequence, with its value when the catalogue was read
 * @param name of the target's sequence
 * @param feeds the target columns that draw from it after cutover
 */
public record SequencePlan(SourceSequence source, String name, List<Feed> feeds) {

  /**
   * A target column that draws from a sequence.
   *
   * @param table the target table's name
   * @param column the target column's name
   * @param source where the column comes from
   */
  public record Feed(String table, String column, SourceSequence.Feed source) {}

  public SequencePlan {
    feeds = List.copyOf(feeds);
  }

  /**
   * The statements that hand the sequence over. They may be run again, also with another value.
   *
   * @param used the highest number that the target's sequence must never give: the highest that is
   *     in use or was handed out, plus a margin; below 1 if none was
   */
  public List<DdlStatement> statements(long used) {
    Optional<String> skipped =
        used < 1
            ? Optional.empty()
            : Optional.of("skip_range_min = 1, skip_range_max = %d".formatted(used));
    List<DdlStatement> statements = new ArrayList<>();
    statements.add(
        DdlStatement.parse(
            "CREATE SEQUENCE IF NOT EXISTS %s OPTIONS (sequence_kind = 'bit_reversed_positive'%s)"
                .formatted(GoogleSql.quoted(name), skipped.map(range -> ", " + range).orElse(""))));
    skipped.ifPresent(
        range ->
            statements.add(
                DdlStatement.parse(
                    "ALTER SEQUENCE %s SET OPTIONS (%s)"
                        .formatted(GoogleSql.quoted(name), range))));
    for (Feed feed : feeds) {
      statements.add(
          DdlStatement.parse(
              "ALTER TABLE %s ALTER COLUMN %s SET DEFAULT (GET_NEXT_SEQUENCE_VALUE(SEQUENCE %s))"
                  .formatted(
                      GoogleSql.quoted(feed.table()),
                      GoogleSql.quoted(feed.column()),
                      GoogleSql.quoted(name))));
    }
    return statements;
  }
}
