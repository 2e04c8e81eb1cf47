package dev.crossover.sources.mysql.schema;

import dev.crossover.engine.schema.SourceTable.SourceForeignKey;
import dev.crossover.engine.schema.SourceTable.SourceForeignKey.Action;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.UnloggedChanges;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a foreign key does to the children when a parent goes or changes. InnoDB does it by itself,
 * and the log has nothing of it. A MySQL whose {@code innodb_native_foreign_keys} is off, as it is
 * by default since 9.6, does it as it does any statement, and logs it.
 */
public final class Cascades {
  private static final String NATIVE =
      "SHOW GLOBAL VARIABLES WHERE Variable_name = 'innodb_native_foreign_keys'";

  /** What changes rows of a server that was started anew to keep it from its log. */
  public static final String UNLOGGED =
      "foreign keys, while the server ran with innodb_native_foreign_keys = ON";

  private static final String CHANGING =
      "SELECT DISTINCT constraint_schema, table_name"
          + " FROM information_schema.referential_constraints"
          + " WHERE delete_rule IN ('CASCADE', 'SET NULL', 'SET DEFAULT')"
          + " OR update_rule IN ('CASCADE', 'SET NULL', 'SET DEFAULT')";

  private static final Set<Action> SETS =
      EnumSet.of(Action.CASCADE, Action.SET_NULL, Action.SET_DEFAULT);

  private Cascades() {}

  /** Whether the server logs them; it can be told otherwise by a restart alone. */
  public static boolean areLogged(Connection connection) throws SQLException {
    return MysqlQuery.list(connection, NATIVE, row -> row.getString(2), List.of()).stream()
        .anyMatch("OFF"::equalsIgnoreCase);
  }

  /** Those of the tables that have a foreign key which changes their rows by itself. */
  public static List<TableName> changing(Connection connection, List<TableName> tables)
      throws SQLException {
    return MysqlQuery.list(
            connection,
            CHANGING,
            row -> new TableName(row.getString(1), row.getString(2)),
            List.of())
        .stream()
        .filter(tables::contains)
        .toList();
  }

  /** Whether the foreign key changes rows of its own table by itself. */
  public static boolean changesChildren(SourceForeignKey key) {
    return SETS.contains(key.onDelete()) || SETS.contains(key.onUpdate());
  }

  /**
   * @param parents the references of one table to others
   */
  static UnloggedChanges unlogged(List<SourceForeignKey> parents) {
    return new UnloggedChanges(
        parents.stream().anyMatch(key -> key.onDelete() == Action.CASCADE),
        parents.stream().flatMap(Cascades::changed).distinct().sorted().toList());
  }

  private static Stream<String> changed(SourceForeignKey key) {
    boolean sets =
        SETS.contains(key.onUpdate())
            || (SETS.contains(key.onDelete()) && key.onDelete() != Action.CASCADE);
    return sets ? key.columns().stream() : Stream.empty();
  }
}
