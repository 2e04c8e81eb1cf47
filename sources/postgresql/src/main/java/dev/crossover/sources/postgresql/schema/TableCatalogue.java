package dev.crossover.sources.postgresql.schema;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.schema.SourceColumn.Fill;
import dev.crossover.engine.schema.SourceTable.SourceCheck;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.types.PortableType;
import dev.crossover.engine.types.SourceType;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tables and columns of the chosen schemas; a partitioned table is one table. */
final class TableCatalogue {
  private static final String TABLES =
      """
      SELECT c.oid, n.nspname, c.relname, c.relkind, c.relpersistence, c.relreplident,
             obj_description(c.oid, 'pg_class') AS comment,
             EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
                       AND d.objid = c.oid AND d.deptype = 'e') AS of_extension,
             ARRAY(SELECT pn.nspname || '.' || p.relname FROM pg_inherits i
                   JOIN pg_class p ON p.oid = i.inhparent
                   JOIN pg_namespace pn ON pn.oid = p.relnamespace
                   WHERE i.inhrelid = c.oid ORDER BY 1) AS parents,
       ARRAY(SELECT pn.nspname || '.' || p.relname FROM pg_partition_tree(c.oid) t
             JOIN pg_class p ON p.oid = t.relid
             JOIN pg_namespace pn ON pn.oid = p.relnamespace
             WHERE t.level > 0 ORDER BY 1) AS partitions,
             ARRAY(SELECT pn.nspname || '.' || p.relname FROM pg_inherits i
                   JOIN pg_class p ON p.oid = i.inhrelid
                   JOIN pg_namespace pn ON pn.oid = p.relnamespace
                   WHERE i.inhparent = c.oid AND NOT p.relispartition ORDER BY 1) AS children
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
        AND n.nspname = ANY (?)
      ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
      """;
  private static final String COLUMNS =
      """
      SELECT a.attrelid, a.attname, a.atttypid, a.atttypmod, a.attndims, a.attnotnull,
             a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid) AS expression,
             coalesce(c.collisdeterministic, true) AS deterministic,
             col_description(a.attrelid, a.attnum) AS comment
      FROM pg_attribute a
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      LEFT JOIN pg_collation c ON c.oid = a.attcollation
      WHERE a.attrelid = ANY (?) AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attrelid, a.attnum
      """;

  /** A table before its columns and constraints are known. */
  record Table(
      long oid,
      TableName name,
      boolean ofExtension,
      List<TableName> partitions,
      Storage storage,
      Optional<String> comment) {}

  /**
   * How PostgreSQL keeps and logs a table.
   *
   * @param logged whether changes of the table are in the log
   * @param inheritsFrom tables whose rows include this table's rows (not for partitions)
   * @param inheritedBy tables whose rows are read together with this one's (not for partitions)
   */
  record Storage(
      boolean partitioned,
      boolean logged,
      ReplicaIdentity replicaIdentity,
      List<TableName> inheritsFrom,
      List<TableName> inheritedBy) {}

  /** What the log says of the old row. */
  enum ReplicaIdentity {
    DEFAULT,
    NOTHING,
    FULL,
    INDEX
  }

  private record Column(
      long table,
      String name,
      long type,
      int modifier,
      int dimensions,
      boolean notNull,
      Fill.Kind fill,
      String expression,
      boolean deterministic,
      Optional<String> comment) {}

  private TableCatalogue() {}

  static List<Table> tables(Connection connection, Array schemas) throws SQLException {
    return CatalogueQuery.run(connection, TABLES, TableCatalogue::table, schemas);
  }

  private static Table table(ResultSet row) throws SQLException {
    return new Table(
        row.getLong("oid"),
        new TableName(row.getString("nspname"), row.getString("relname")),
        row.getBoolean("of_extension"),
        names(row, "partitions"),
        new Storage(
            row.getString("relkind").equals("p"),
            row.getString("relpersistence").equals("p"),
            replicaIdentity(row.getString("relreplident")),
            names(row, "parents"),
            names(row, "children")),
        Optional.ofNullable(row.getString("comment")));
  }

  private static ReplicaIdentity replicaIdentity(String letter) {
    return switch (letter) {
      case "n" -> ReplicaIdentity.NOTHING;
      case "f" -> ReplicaIdentity.FULL;
      case "i" -> ReplicaIdentity.INDEX;
      default -> ReplicaIdentity.DEFAULT;
    };
  }

  private static List<TableName> names(ResultSet row, String column) throws SQLException {
    return CatalogueQuery.texts(row, column).stream().map(TableName::parse).toList();
  }

  static Map<Long, List<SourceColumn>> columns(
      Connection connection, TypeCatalogue types, Array tables) throws SQLException {
    List<Column> columns = CatalogueQuery.run(connection, COLUMNS, TableCatalogue::column, tables);
    Map<Long, List<Column>> byTable =
        columns.stream().collect(groupingBy(Column::table, LinkedHashMap::new, toList()));
    Map<Long, List<SourceColumn>> assembled = new HashMap<>();
    for (Map.Entry<Long, List<Column>> table : byTable.entrySet()) {
      assembled.put(table.getKey(), assemble(table.getValue(), types));
    }
    return assembled;
  }

  private static Column column(ResultSet row) throws SQLException {
    return new Column(
        row.getLong("attrelid"),
        row.getString("attname"),
        row.getLong("atttypid"),
        row.getInt("atttypmod"),
        row.getInt("attndims"),
        row.getBoolean("attnotnull"),
        fill(row),
        Optional.ofNullable(row.getString("expression")).orElse(""),
        row.getBoolean("deterministic"),
        Optional.ofNullable(row.getString("comment")));
  }

  private static Fill.Kind fill(ResultSet row) throws SQLException {
    if (!row.getString("attidentity").isEmpty()) {
      return Fill.Kind.IDENTITY;
    }
    if (!row.getString("attgenerated").isEmpty()) {
      return Fill.Kind.GENERATED;
    }
    return row.getString("expression") == null ? Fill.Kind.NONE : Fill.Kind.DEFAULT;
  }

  /** The columns of a table; their expressions are read once all of their types are known. */
  private static List<SourceColumn> assemble(List<Column> columns, TypeCatalogue types)
      throws SQLException {
    Map<String, SourceColumn> typed = new LinkedHashMap<>();
    Map<String, List<PostgresqlType.Check>> checks = new HashMap<>();
    for (Column column : columns) {
      TypeCatalogue.Resolved type =
          types.resolve(column.type(), column.modifier(), column.dimensions());
      typed.put(column.name(), typed(column, type));
      checks.put(column.name(), type.checks());
    }
    return columns.stream()
        .map(column -> complete(column, typed, checks.get(column.name())))
        .toList();
  }

  private static SourceColumn typed(Column column, TypeCatalogue.Resolved type) {
    SourceType declared = type.type();
    return new SourceColumn(
        column.name(),
        column.deterministic()
            ? declared
            : new SourceType(
                declared.name(),
                declared.declared(),
                declared.type().with(PortableType.Equality.IGNORES_CASE),
                declared.changed()),
        !(column.notNull() || type.notNull()),
        Fill.NONE,
        type.labels(),
        List.of(),
        type.obstacle(),
        column.comment());
  }

  private static SourceColumn complete(
      Column column, Map<String, SourceColumn> typed, List<PostgresqlType.Check> checks) {
    SourceColumn self = typed.get(column.name());
    return new SourceColumn(
        self.name(),
        self.type(),
        self.nullable(),
        fill(column, self, typed),
        self.enumLabels(),
        checks.stream().map(check -> domainCheck(check, self)).toList(),
        self.obstacle(),
        self.comment());
  }

  private static SourceCheck domainCheck(PostgresqlType.Check check, SourceColumn column) {
    return ConstraintCatalogue.check(
        check.name(),
        check.text(),
        check.validated(),
        name -> name.equals("VALUE") ? Optional.of(column) : Optional.empty());
  }

  private static Fill fill(Column column, SourceColumn self, Map<String, SourceColumn> typed) {
    return switch (column.fill()) {
      case NONE, SEQUENCE -> Fill.NONE;
      case IDENTITY -> new Fill(Fill.Kind.IDENTITY, "", Optional.empty());
      case DEFAULT -> ColumnFills.defaultValue(column.expression(), self);
      case GENERATED ->
          ColumnFills.generated(
              column.expression(), self, name -> Optional.ofNullable(typed.get(name)));
    };
  }
}
