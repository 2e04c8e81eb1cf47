package dev.crossover.sources.mysql.schema;

import dev.crossover.engine.schema.SourceTable.SourceCheck;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import dev.crossover.sources.mysql.sql.MysqlServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The check constraints of tables.
 *
 * @param all each with its table, ordered by name
 */
record MysqlChecks(List<Owned> all) {
  private static final String CHECKS =
      """
      SELECT t.table_schema, t.table_name, c.constraint_name, c.check_clause
        FROM information_schema.check_constraints c
        JOIN information_schema.table_constraints t
          ON t.constraint_schema = c.constraint_schema AND t.constraint_name = c.constraint_name
         AND t.constraint_type = 'CHECK' %s
       WHERE t.table_schema IN (%s) ORDER BY 1, 2, 3
      """;

  private static final Pattern JSON = Pattern.compile("json_valid\\(`(.+)`\\)");

  /** A check and its table. */
  record Owned(TableName table, SourceCheck check) {}

  static MysqlChecks read(Connection connection, List<String> schemas) throws SQLException {
    // MariaDB's names are unique in a table only, MySQL's in a database.
    String sameTable =
        MysqlServer.of(connection).mariadb() ? "AND t.table_name = c.table_name" : "";
    return new MysqlChecks(
        MysqlQuery.list(
            connection,
            CHECKS.formatted(sameTable, MysqlQuery.parameters(schemas)),
            row ->
                new Owned(
                    new TableName(row.getString(1), row.getString(2)),
                    new SourceCheck(
                        row.getString(3), row.getString(4), Optional.empty(), Optional.empty())),
            schemas));
  }

  /** {@code database.table.column} of every text that a check says is JSON. */
  List<String> jsonColumns() {
    return all.stream().flatMap(owned -> json(owned).stream()).toList();
  }

  private static Optional<String> json(Owned owned) {
    Matcher column = JSON.matcher(owned.check().text());
    return column.matches() ? Optional.of(owned.table() + "." + column.group(1)) : Optional.empty();
  }

  /** Those that say more than that a text is JSON. */
  List<SourceCheck> of(TableName table) {
    return all.stream()
        .filter(owned -> owned.table().equals(table) && json(owned).isEmpty())
        .map(Owned::check)
        .toList();
  }
}
