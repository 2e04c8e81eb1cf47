package dev.crossover.sources.postgresql.preflight;

import static java.util.stream.Collectors.joining;

import dev.crossover.engine.schema.TablePatterns;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.sources.postgresql.sql.PostgresqlQuery;
import java.util.List;
import java.util.Optional;

/** The tables that the settings name, as the checks ask for them. */
public final class MovedTables {
  private static final int SHOWN = 10;

  private final PostgresqlDatabase source;
  private final List<String> schemas;
  private final TablePatterns excluded;

  /**
   * @param excluded {@code schema.table} patterns of tables that are not moved
   */
  public MovedTables(PostgresqlDatabase source, List<String> schemas, List<String> excluded) {
    this.source = source;
    this.schemas = List.copyOf(schemas);
    this.excluded = new TablePatterns(excluded);
  }

  PostgresqlDatabase source() {
    return source;
  }

  /**
   * @param what is asked, in words that end the sentence "cannot read ..."
   * @param sql has the schemas as its parameter; its second column is {@code schema.table} of the
   *     table, or of the root of a partition, as the patterns know it
   */
  <T> List<T> list(String what, String sql, PostgresqlQuery.RowReader<T> reader) {
    return new PostgresqlQuery(source, what)
            .list(
                sql,
                row ->
                    excluded.match(row.getString(2))
                        ? Optional.<T>empty()
                        : Optional.of(reader.read(row)),
                schemas)
            .stream()
            .flatMap(Optional::stream)
            .toList();
  }

  /** The first names, and how many there are besides. */
  static String shown(List<String> names) {
    String shown = names.stream().limit(SHOWN).collect(joining(", "));
    return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
  }

  /** Statements that are run one after the other. */
  static String script(List<String> statements) {
    return String.join("\n", statements);
  }
}
