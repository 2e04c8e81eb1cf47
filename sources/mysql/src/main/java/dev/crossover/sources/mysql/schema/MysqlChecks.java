package dev.crossover.sources.mysql.schema;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import dev.crossover.engine.schema.Expression;
import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.schema.SourceTable.SourceCheck;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.types.PortableType.Equality;
import dev.crossover.sources.mysql.sql.Backticks;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The check constraints of tables.
 *
 * @param all each with its table, ordered by name
 */
record MysqlChecks(MysqlFills fills, List<Owned> all) {
  private static final String CHECKS =
      """
      SELECT t.table_schema, t.table_name, c.constraint_name, c.check_clause, %s
        FROM information_schema.check_constraints c
        JOIN information_schema.table_constraints t
          ON t.constraint_schema = c.constraint_schema AND t.constraint_name = c.constraint_name
         AND t.constraint_type = 'CHECK' %s
       WHERE t.table_schema IN (%s) ORDER BY 1, 2, 3
      """;

  private static final Set<Equality> FOLDED =
      EnumSet.of(Equality.IGNORES_CASE, Equality.IGNORES_LAST_BLANKS);

  private static final Pattern JSON = Pattern.compile("json_valid\\(`((?:[^`]|``)+)`\\)");

  /**
   * A check and its table.
   *
   * @param text as a person would write it
   * @param enforced whether every row satisfies it
   */
  record Owned(TableName table, String name, String text, boolean enforced) {
    private Optional<String> json() {
      Matcher column = JSON.matcher(text);
      return enforced && column.matches()
          ? Optional.of(column.group(1).replace("``", "`"))
          : Optional.empty();
    }

    private SourceCheck of(Optional<Expression> meaning, Collection<SourceColumn> columns) {
      return new SourceCheck(name, text, meaning, obstacle(meaning, columns));
    }

    private Optional<String> obstacle(
        Optional<Expression> meaning, Collection<SourceColumn> columns) {
      if (!enforced) {
        return Optional.of("it is NOT ENFORCED in the source, so rows may break it");
      }
      String folded =
          columns.stream()
              .filter(column -> FOLDED.contains(column.type().type().equality()))
              .map(SourceColumn::name)
              .filter(column -> text.contains(Backticks.quoted(column)))
              .collect(joining(", "));
      return meaning.isPresent() || folded.isEmpty()
          ? Optional.empty()
          : Optional.of(
              "the collation of %s takes several spellings for one, and the target none; check it in the application, or give the column a collation that tells them apart too"
                  .formatted(folded));
    }
  }

  static MysqlChecks read(Connection connection, List<String> schemas, MysqlFills fills)
      throws SQLException {
    boolean mariadb = fills.mariadb();
    // MariaDB's names are unique in a table only, MySQL's in a database; MariaDB enforces all.
    return new MysqlChecks(
        fills,
        MysqlQuery.list(
            connection,
            CHECKS.formatted(
                mariadb ? "'YES'" : "t.enforced",
                mariadb ? "AND t.table_name = c.table_name" : "",
                MysqlQuery.parameters(schemas)),
            row ->
                new Owned(
                    new TableName(row.getString(1), row.getString(2)),
                    row.getString(3),
                    PrintedText.expression(row.getString(4), mariadb),
                    row.getString(5).equals("YES")),
            schemas));
  }

  /** {@code database.table.column} of every text that a check says is JSON. */
  List<String> jsonColumns() {
    return all.stream()
        .flatMap(check -> check.json().stream().map(column -> check.table() + "." + column))
        .toList();
  }

  /** Those that say more than that a text is JSON. */
  List<SourceCheck> of(TableName table, List<SourceColumn> columns) {
    Map<String, SourceColumn> byName =
        columns.stream().collect(toMap(SourceColumn::name, identity()));
    return all.stream()
        .filter(check -> check.table().equals(table) && check.json().isEmpty())
        .map(
            check ->
                check.of(
                    fills.ofCheck(check.text(), name -> Optional.ofNullable(byName.get(name))),
                    columns))
        .toList();
  }
}
