package dev.crossover.sources.mysql.schema;

import dev.crossover.engine.schema.SourceSchema.NotMoved;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Objects of the source that stay behind. */
final class MysqlUnmoved {
  private static final String REASON = "it is not moved; the application must do what it did";

  private static final List<String> OBJECTS =
      List.of(
          "SELECT 'view', table_schema, table_name FROM information_schema.views WHERE"
              + " table_schema",
          "SELECT 'trigger', trigger_schema, trigger_name FROM information_schema.triggers"
              + " WHERE trigger_schema",
          "SELECT 'event', event_schema, event_name FROM information_schema.events"
              + " WHERE event_schema",
          "SELECT lower(routine_type), routine_schema, routine_name"
              + " FROM information_schema.routines WHERE routine_schema");

  private MysqlUnmoved() {}

  static List<NotMoved> read(Connection connection, List<String> schemas) throws SQLException {
    List<NotMoved> notMoved = new ArrayList<>();
    for (String objects : OBJECTS) {
      notMoved.addAll(
          MysqlQuery.list(
              connection,
              objects + " IN (%s) ORDER BY 2, 3".formatted(MysqlQuery.parameters(schemas)),
              row ->
                  new NotMoved(row.getString(1), row.getString(2) + "." + row.getString(3), REASON),
              schemas));
    }
    return notMoved;
  }
}
