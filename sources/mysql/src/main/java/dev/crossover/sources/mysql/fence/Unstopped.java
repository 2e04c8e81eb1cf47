package dev.crossover.sources.mysql.fence;

import dev.crossover.engine.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Who and what goes on writing in a fence, one sentence each. Administrators are left out. */
final class Unstopped {
  private Unstopped() {}

  /** What the fence leaves open. */
  static List<String> in(Connection connection, List<TableName> moved, MysqlFenceRecord fence)
      throws SQLException {
    List<String> left = new ArrayList<>();
    if (!fence.server() && !WholeServer.isReadOnly(connection)) {
      left.addAll(accounts(connection, moved, fence));
    }
    if (!fence.events() && WholeServer.runsEvents(connection)) {
      left.addAll(events(connection));
    }
    return left;
  }

  /** What a start of the server opens, unless it keeps what the fence has set. */
  static List<String> afterARestart(
      Connection connection, List<TableName> moved, MysqlFenceRecord fence) throws SQLException {
    List<String> opened = new ArrayList<>();
    if (fence.server() && !fence.keeps()) {
      opened.addAll(accounts(connection, moved, fence));
    }
    if (fence.events() && !fence.keeps()) {
      opened.addAll(events(connection));
    }
    return opened;
  }

  private static List<String> accounts(
      Connection connection, List<TableName> moved, MysqlFenceRecord fence) throws SQLException {
    return OtherWriters.of(connection, moved, fence.accounts()).stream()
        .map(grantee -> grantee + " may write to a moved table")
        .toList();
  }

  private static List<String> events(Connection connection) throws SQLException {
    return WholeServer.events(connection).stream()
        .map(event -> "event " + event + " is enabled")
        .toList();
  }
}
