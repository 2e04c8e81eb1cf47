package dev.crossover.sources.postgresql.schema;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import dev.crossover.engine.types.SourceType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The types of a PostgreSQL database, and the way from a column's type to its base type. */
final class TypeCatalogue {
  private static final String TYPES =
      """
      SELECT t.oid, n.nspname, t.typname, t.typtype, t.typbasetype, t.typtypmod, t.typndims,
             t.typnotnull, CASE WHEN e.typarray = t.oid THEN e.oid ELSE 0 END AS element
      FROM pg_type t
      JOIN pg_namespace n ON n.oid = t.typnamespace
      LEFT JOIN pg_type e ON e.oid = t.typelem
      """;
  private static final String LABELS =
      "SELECT enumtypid, enumlabel FROM pg_enum ORDER BY enumtypid, enumsortorder";
  private static final String CHECKS =
      """
      SELECT contypid, conname, pg_get_expr(conbin, 0) AS expression, convalidated
      FROM pg_constraint WHERE contypid <> 0 AND contype = 'c' ORDER BY contypid, conname
      """;

  private final Connection connection;
  private final Map<Long, PostgresqlType> types;
  private final Map<String, String> formatted = new HashMap<>();

  private TypeCatalogue(Connection connection, Map<Long, PostgresqlType> types) {
    this.connection = connection;
    this.types = types;
  }

  static TypeCatalogue read(Connection connection) throws SQLException {
    Map<Long, List<String>> labels =
        CatalogueQuery.run(
                connection, LABELS, row -> Map.entry(row.getLong(1), row.getString("enumlabel")))
            .stream()
            .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    Map<Long, List<PostgresqlType.Check>> checks =
        CatalogueQuery.run(connection, CHECKS, row -> Map.entry(row.getLong(1), check(row)))
            .stream()
            .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    return new TypeCatalogue(
        connection,
        CatalogueQuery.run(connection, TYPES, row -> type(row, labels, checks)).stream()
            .collect(toMap(PostgresqlType::oid, identity(), (one, same) -> one)));
  }

  private static PostgresqlType.Check check(ResultSet row) throws SQLException {
    return new PostgresqlType.Check(
        row.getString("conname"), row.getString("expression"), row.getBoolean("convalidated"));
  }

  private static PostgresqlType type(
      ResultSet row, Map<Long, List<String>> labels, Map<Long, List<PostgresqlType.Check>> checks)
      throws SQLException {
    long oid = row.getLong("oid");
    return new PostgresqlType(
        oid,
        row.getString("nspname"),
        row.getString("typname"),
        row.getString("typtype").charAt(0),
        row.getLong("typbasetype"),
        row.getInt("typtypmod"),
        row.getInt("typndims"),
        row.getBoolean("typnotnull"),
        row.getLong("element"),
        labels.getOrDefault(oid, List.of()),
        checks.getOrDefault(oid, List.of()));
  }

  /**
   * A column's type with every domain resolved, also the one of an array's element.
   *
   * @param obstacle why its values cannot be moved but as text; empty if they can
   * @param notNull whether a domain forbids NULL
   * @param labels of an enum, or of an array's element enum
   * @param checks the conditions of the column's domains; those of an element's domain are left out
   */
  record Resolved(
      SourceType type,
      Optional<String> obstacle,
      boolean notNull,
      List<String> labels,
      List<PostgresqlType.Check> checks) {}

  Resolved resolve(long oid, int modifier, int dimensions) throws SQLException {
    List<PostgresqlType.Check> checks = new ArrayList<>();
    boolean notNull = false;
    PostgresqlType type = types.get(oid);
    int mod = modifier;
    int dims = dimensions;
    while (type.kind() == 'd') {
      checks.addAll(type.checks());
      notNull |= type.notNull();
      mod = type.modifier();
      dims = type.dimensions();
      type = types.get(type.base());
    }
    boolean array = type.element() != 0;
    PostgresqlType element = array ? types.get(type.element()) : type;
    while (element.kind() == 'd') {
      mod = element.modifier();
      element = types.get(element.base());
    }
    String declared = format(element.oid(), mod);
    PostgresqlTypes.Description single = PostgresqlTypes.of(element, mod);
    PostgresqlTypes.Description whole = array ? single.array(Math.max(dims, 1)) : single;
    return new Resolved(
        new SourceType(
            element.uniqueName(),
            array ? declared + "[]" : declared,
            whole.type(),
            PostgresqlTypes.changed(element)),
        whole.obstacle(),
        notNull,
        element.labels(),
        checks);
  }

  private String format(long oid, int modifier) throws SQLException {
    String known = formatted.get(oid + "/" + modifier);
    if (known != null) {
      return known;
    }
    try (PreparedStatement statement = connection.prepareStatement("SELECT format_type(?, ?)")) {
      statement.setLong(1, oid);
      statement.setInt(2, modifier);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        String text = row.getString(1);
        formatted.put(oid + "/" + modifier, text);
        return text;
      }
    }
  }
}
