package dev.crossover.sources.mysql.schema;

import dev.crossover.engine.schema.SourceSchema.NotMoved;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Objects of the source that stay behind. */
final class MysqlUnmoved {
  private static final String CODE = "code is not moved; do what it does in the application";

  /** What is read by a query: kind, schema, name. */
  private record Objects(String query, String reason) {}

  private static final List<Objects> OBJECTS =
      List.of(
          new Objects(
              "SELECT 'view', table_schema, table_name FROM information_schema.views"
                  + " WHERE table_schema",
              "write it again in the target's SQL after cutover"),
          new Objects(
              "SELECT 'trigger', event_object_schema, concat(trigger_name, ' on ',"
                  + " event_object_schema, '.', event_object_table)"
                  + " FROM information_schema.triggers WHERE trigger_schema",
              CODE),
          new Objects(
              "SELECT 'event', event_schema, event_name FROM information_schema.events"
                  + " WHERE event_schema",
              CODE),
          new Objects(
              "SELECT lower(routine_type), routine_schema, routine_name"
                  + " FROM information_schema.routines WHERE routine_schema",
              CODE),
          new Objects(
              "SELECT 'sequence', table_schema, table_name FROM information_schema.tables"
                  + " WHERE table_type = 'SEQUENCE' AND table_schema",
              "it is not an AUTO_INCREMENT; if the application draws from it, create one in the"
                  + " target"));

  private static final Objects PERIODS =
      new Objects(
          "SELECT 'period', table_schema, concat(period, ' of ', table_schema, '.', table_name)"
              + " FROM information_schema.periods WHERE period <> 'SYSTEM_TIME' AND table_schema",
          "its columns are moved, and what FOR PORTION OF does with it is not; do it in the"
              + " application");

  /** Only newer servers of MariaDB list them. */
  private static final String HAS_PERIODS =
      "SELECT 1 FROM information_schema.tables WHERE table_schema = 'information_schema'"
          + " AND table_name = 'PERIODS'";

  /** What has its table in its name. */
  private static final Set<String> OF_TABLES = Set.of("trigger", "period");

  private static final String OTHER_SCHEMAS =
      """
      SELECT table_schema, count(*) FROM information_schema.tables
       WHERE table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') AND table_schema NOT IN
         ('mysql', 'sys', 'information_schema', 'performance_schema', 'crossover', %s)
       GROUP BY table_schema ORDER BY table_schema
      """;

  private MysqlUnmoved() {}

  static List<NotMoved> read(Connection connection, List<String> schemas) throws SQLException {
    String parameters = MysqlQuery.parameters(schemas);
    List<NotMoved> notMoved = new ArrayList<>();
    List<Objects> kinds = new ArrayList<>(OBJECTS);
    if (!MysqlQuery.list(connection, HAS_PERIODS, row -> row.getInt(1), List.of()).isEmpty()) {
      kinds.add(PERIODS);
    }
    for (Objects objects : kinds) {
      notMoved.addAll(
          MysqlQuery.list(
              connection,
              objects.query() + " IN (%s) ORDER BY 2, 3".formatted(parameters),
              row -> named(row.getString(1), row.getString(2), row.getString(3), objects.reason()),
              schemas));
    }
    notMoved.addAll(
        MysqlQuery.list(
            connection,
            OTHER_SCHEMAS.formatted(parameters),
            row ->
                new NotMoved(
                    "schema",
                    row.getString(1),
                    "source.schemas does not name it; it holds %d table(s)"
                        .formatted(row.getLong(2))),
            schemas));
    return notMoved;
  }

  private static NotMoved named(String kind, String schema, String name, String reason) {
    return new NotMoved(kind, OF_TABLES.contains(kind) ? name : schema + "." + name, reason);
  }
}
