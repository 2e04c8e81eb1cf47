package dev.crossover.sources.postgresql.schema;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.schema.SourceTable.SourceCheck;
import dev.crossover.engine.schema.SourceTable.SourceForeignKey;
import dev.crossover.engine.schema.SourceTable.SourceForeignKey.Action;
import dev.crossover.engine.schema.SourceTable.SourceKey;
import dev.crossover.engine.schema.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The constraints of the tables that are moved, ordered by name. */
final class ConstraintCatalogue {
  // Columns that only newer servers have are read through to_jsonb, so one query serves them all.
  // A foreign key to a partitioned table has a hidden copy per partition (conparentid).
  private static final String CONSTRAINTS =
      """
      SELECT c.conrelid, c.conname, c.contype, c.condeferrable, c.convalidated,
             coalesce((to_jsonb(c) ->> 'conenforced')::boolean, true) AS enforced,
             coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) AS nulls_equal,
             ARRAY(SELECT a.attname::text FROM unnest(c.conkey) WITH ORDINALITY AS k(num, place)
                   JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.num
                   ORDER BY k.place) AS columns,
             pn.nspname AS parent_schema, p.relname AS parent_name,
             ARRAY(SELECT a.attname::text FROM unnest(c.confkey) WITH ORDINALITY AS k(num, place)
                   JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.num
                   ORDER BY k.place) AS parent_columns,
             c.confdeltype, c.confupdtype, c.confmatchtype,
             pg_get_expr(c.conbin, c.conrelid) AS expression,
             pg_get_constraintdef(c.oid) AS definition
      FROM pg_constraint c
      LEFT JOIN pg_index i ON i.indexrelid = c.conindid AND c.contype IN ('p', 'u')
      LEFT JOIN pg_class p ON p.oid = c.confrelid
      LEFT JOIN pg_namespace pn ON pn.oid = p.relnamespace
      WHERE c.conrelid = ANY (?) AND c.conparentid = 0
      ORDER BY c.conrelid, c.conname
      """;

  private record Constraint(
      long table,
      char type,
      SourceKey key,
      Optional<SourceForeignKey> foreignKey,
      Optional<Check> check,
      String definition) {}

  private record Check(String name, String text, boolean validated) {}

  private final Map<Long, List<Constraint>> byTable;

  private ConstraintCatalogue(Map<Long, List<Constraint>> byTable) {
    this.byTable = byTable;
  }

  static ConstraintCatalogue read(Connection connection, Array tables) throws SQLException {
    return new ConstraintCatalogue(
        CatalogueQuery.run(connection, CONSTRAINTS, ConstraintCatalogue::constraint, tables)
            .stream()
            .collect(groupingBy(Constraint::table)));
  }

  private static Constraint constraint(ResultSet row) throws SQLException {
    char type = row.getString("contype").charAt(0);
    return new Constraint(
        row.getLong("conrelid"),
        type,
        new SourceKey(
            row.getString("conname"),
            CatalogueQuery.texts(row, "columns"),
            row.getBoolean("condeferrable"),
            row.getBoolean("nulls_equal")),
        type == 'f' ? Optional.of(foreignKey(row)) : Optional.empty(),
        type == 'c' ? Optional.of(check(row)) : Optional.empty(),
        row.getString("definition"));
  }

  private static SourceForeignKey foreignKey(ResultSet row) throws SQLException {
    return new SourceForeignKey(
        row.getString("conname"),
        CatalogueQuery.texts(row, "columns"),
        new TableName(row.getString("parent_schema"), row.getString("parent_name")),
        CatalogueQuery.texts(row, "parent_columns"),
        action(row.getString("confdeltype")),
        action(row.getString("confupdtype")),
        row.getString("confmatchtype").equals("f"),
        validated(row)
            ? Optional.empty()
            : Optional.of("it is NOT VALID or NOT ENFORCED in the source"));
  }

  /** Whether existing rows are known to satisfy the constraint. */
  private static boolean validated(ResultSet row) throws SQLException {
    return row.getBoolean("convalidated") && row.getBoolean("enforced");
  }

  private static Action action(String letter) {
    return switch (letter) {
      case "r" -> Action.RESTRICT;
      case "c" -> Action.CASCADE;
      case "n" -> Action.SET_NULL;
      case "d" -> Action.SET_DEFAULT;
      default -> Action.NO_ACTION;
    };
  }

  private static Check check(ResultSet row) throws SQLException {
    return new Check(row.getString("conname"), row.getString("expression"), validated(row));
  }

  /**
   * @param columns finds a column by the name that the condition uses
   */
  static SourceCheck check(
      String name,
      String text,
      boolean validated,
      Function<String, Optional<SourceColumn>> columns) {
    return new SourceCheck(
        name,
        text,
        ExpressionParser.condition(text, columns),
        validated ? Optional.empty() : Optional.of("it is NOT VALID in the source"));
  }

  Optional<SourceKey> primaryKey(long table) {
    return of(table, 'p').stream().map(Constraint::key).findFirst();
  }

  List<SourceKey> uniques(long table) {
    return of(table, 'u').stream().map(Constraint::key).toList();
  }

  List<SourceForeignKey> foreignKeys(long table) {
    return of(table, 'f').stream().flatMap(one -> one.foreignKey().stream()).toList();
  }

  List<SourceCheck> checks(long table, Function<String, Optional<SourceColumn>> columns) {
    return of(table, 'c').stream()
        .flatMap(one -> one.check().stream())
        .map(one -> check(one.name(), one.text(), one.validated(), columns))
        .toList();
  }

  /** Exclusion constraints, name to definition. */
  Map<String, String> exclusions(long table) {
    return of(table, 'x').stream().collect(toMap(one -> one.key().name(), Constraint::definition));
  }

  private List<Constraint> of(long table, char type) {
    return byTable.getOrDefault(table, List.of()).stream()
        .filter(one -> one.type() == type)
        .toList();
  }
}
