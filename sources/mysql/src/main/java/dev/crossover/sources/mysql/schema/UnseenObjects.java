package dev.crossover.sources.mysql.schema;

import dev.crossover.engine.schema.SourceSchema.NotMoved;
import dev.crossover.sources.mysql.sql.MysqlGrants;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import dev.crossover.sources.mysql.sql.MysqlServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a server does not show to Crossover's user, and so stays behind without a name. */
final class UnseenObjects {
  private static final String USER =
      "SELECT concat(quote(substring_index(current_user(), '@', 1)), '@',"
          + " quote(substring_index(current_user(), '@', -1)))";

  private UnseenObjects() {}

  static List<NotMoved> read(Connection connection, List<String> schemas) throws SQLException {
    String user = MysqlQuery.list(connection, USER, row -> row.getString(1), List.of()).get(0);
    MysqlGrants grants = MysqlGrants.read(connection);
    boolean mariadb = MysqlServer.of(connection).mariadb();
    List<NotMoved> unseen = new ArrayList<>();
    for (String schema : schemas) {
      for (String right : List.of("TRIGGER", "EVENT")) {
        if (!grants.in(schema, right)) {
          unseen.add(unseen(right, schema, right, MysqlGrants.scope(schema), user));
        }
      }
      if (mariadb && !grants.in("mysql", "SELECT")) {
        unseen.add(unseen("ROUTINE", schema, "SELECT", MysqlGrants.scope("mysql"), user));
      }
      if (!mariadb && !grants.everywhere("SHOW_ROUTINE", "SELECT")) {
        unseen.add(unseen("ROUTINE", schema, "SHOW_ROUTINE", "*.*", user));
      }
    }
    return unseen;
  }

  private static NotMoved unseen(
      String kind, String schema, String right, String scope, String user) {
    String kinds = kind.toLowerCase(Locale.ROOT) + "s";
    return new NotMoved(
        kinds,
        "of " + schema,
        "none is moved, and the user may not see whether there are any; GRANT %s ON %s TO %s; shows them"
            .formatted(right, scope, user));
  }
}
