package dev.crossover.sources.mysql.schema;

import dev.crossover.engine.schema.SourceSchema.NotMoved;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What columns do besides keeping values.
 *
 * @param all in the order of the tables' columns
 */
record ColumnExtras(List<Extra> all) {
  private static final String EXTRAS =
      """
      SELECT table_schema, table_name, column_name, extra FROM information_schema.columns
       WHERE (extra LIKE '%%on update%%' OR extra LIKE '%%invisible%%') AND table_schema IN (%s)
       ORDER BY table_schema, table_name, ordinal_position
      """;

  private static final String ON_UPDATE = "on update ";

  /**
   * A column's own.
   *
   * @param text in small letters
   */
  record Extra(TableName table, String column, String text) {}

  static ColumnExtras read(Connection connection, List<String> schemas) throws SQLException {
    return new ColumnExtras(
        MysqlQuery.list(
            connection,
            EXTRAS.formatted(MysqlQuery.parameters(schemas)),
            row ->
                new Extra(
                    new TableName(row.getString(1), row.getString(2)),
                    row.getString(3),
                    row.getString(4).toLowerCase(Locale.ROOT)),
            schemas));
  }

  private Stream<Extra> of(TableName table, String word) {
    return all.stream().filter(extra -> extra.table().equals(table) && extra.text().contains(word));
  }

  /** What is otherwise once the table is moved. */
  List<String> notes(TableName table) {
    return of(table, "invisible")
        .map(
            extra ->
                "its column %s is invisible in the source, where * leaves it out, and visible in the target"
                    .formatted(extra.column()))
        .toList();
  }

  /** What columns do that they do no more once the table is moved. */
  List<NotMoved> notMoved(TableName table) {
    return of(table, ON_UPDATE)
        .map(
            extra ->
                new NotMoved(
                    "ON UPDATE of column",
                    table + "." + extra.column(),
                    "give the value in the application with every update: "
                        + extra
                            .text()
                            .substring(extra.text().indexOf(ON_UPDATE) + ON_UPDATE.length())
                            .replace(" invisible", "")))
        .toList();
  }
}
