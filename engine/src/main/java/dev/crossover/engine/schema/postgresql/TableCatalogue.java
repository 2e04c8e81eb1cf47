package dev.crossover.engine.schema.postgresql;

import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.schema.SourceColumn.Fill;
import dev.crossover.engine.schema.SourceTable.ReplicaIdentity;
import dev.crossover.engine.schema.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
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
      boolean partitioned,
      List<TableName> partitions,
      boolean logged,
      boolean ofExtension,
      ReplicaIdentity replicaIdentity,
      List<TableName> inheritsFrom,
      List<TableName> inheritedBy,
      Optional<String> comment) {}

  private record Column(
      long table,
      String name,
      long type,
      int modifier,
      int dimensions,
      boolean notNull,
      Fill fill,
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
        row.getString("relkind").equals("p"),
        names(row, "partitions"),
        row.getString("relpersistence").equals("p"),
        row.getBoolean("of_extension"),
        replicaIdentity(row.getString("relreplident")),
        names(row, "parents"),
        names(row, "children"),
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
    Map<Long, List<SourceColumn>> byTable = new HashMap<>();
    for (Column column : columns) {
      byTable
          .computeIfAbsent(column.table(), table -> new ArrayList<>())
          .add(resolved(column, types));
    }
    return byTable;
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
        row.getBoolean("deterministic"),
        Optional.ofNullable(row.getString("comment")));
  }

  private static Fill fill(ResultSet row) throws SQLException {
    String expression = row.getString("expression");
    if (!row.getString("attidentity").isEmpty()) {
      return new Fill(Fill.Kind.IDENTITY, "");
    }
    if (!row.getString("attgenerated").isEmpty()) {
      return new Fill(Fill.Kind.GENERATED, expression);
    }
    return expression == null ? Fill.NONE : new Fill(Fill.Kind.DEFAULT, expression);
  }

  private static SourceColumn resolved(Column column, TypeCatalogue types) throws SQLException {
    TypeCatalogue.Resolved type =
        types.resolve(column.type(), column.modifier(), column.dimensions());
    return new SourceColumn(
        column.name(),
        type.type(),
        type.dimensions(),
        !(column.notNull() || type.notNull()),
        column.fill(),
        type.labels(),
        type.checks(),
        column.deterministic() && !type.citext(),
        column.comment());
  }
}
