package dev.crossover.sources.mysql.fence;

import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.mysql.fence.MysqlFenceRecord.Account;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Who has a right to write to a moved table, and is not closed by name. Administrators are left
 * out: no fence stops them, and the last look of a cutover finds what they have written.
 */
final class OtherWriters {
  private static final String WRITES = "privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'DROP')";

  private static final String GRANTEES =
      "SELECT DISTINCT grantee FROM (SELECT grantee FROM information_schema.user_privileges WHERE "
          + WRITES
          + " UNION SELECT grantee FROM information_schema.schema_privileges WHERE "
          + WRITES
          + " AND table_schema IN (%1$s)"
          + " UNION SELECT grantee FROM information_schema.table_privileges WHERE "
          + WRITES
          + " AND concat(table_schema, '.', table_name) IN (%2$s)"
          + " UNION SELECT grantee FROM information_schema.column_privileges WHERE "
          + WRITES
          + " AND concat(table_schema, '.', table_name) IN (%2$s)) may"
          + " WHERE grantee NOT IN (SELECT grantee FROM information_schema.user_privileges"
          + " WHERE privilege_type IN ('SUPER', 'CONNECTION_ADMIN')) AND grantee <> "
          + MysqlAccounts.OWN
          + " ORDER BY 1";

  private OtherWriters() {}

  /**
   * @param closed the accounts that the fence closes
   * @return their quoted names
   */
  static List<String> of(Connection connection, List<TableName> tables, List<Account> closed)
      throws SQLException {
    List<String> schemas = tables.stream().map(TableName::schema).distinct().toList();
    List<String> names = tables.stream().map(TableName::toString).toList();
    List<String> texts = new ArrayList<>(schemas);
    texts.addAll(names);
    texts.addAll(names);
    List<String> known = closed.stream().map(Account::quoted).toList();
    return MysqlQuery.list(
            connection,
            GRANTEES.formatted(MysqlQuery.parameters(schemas), MysqlQuery.parameters(names)),
            row -> row.getString(1),
            texts)
        .stream()
        .filter(grantee -> !known.contains(grantee))
        .toList();
  }
}
