package dev.crossover.sources.mysql.preflight;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.MysqlGrants;
import dev.crossover.sources.mysql.sql.MysqlServer;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.sql.SQLException;
import java.util.List;

/**
 * The source answers, lets the user in, and is a server that can be moved.
 *
 * @param user of the source, by the settings
 * @param database that a session begins in
 */
public record ConnectToMysql(MysqlDatabase source, String user, String database) implements Check {
  /** A server lets nobody into a database in which he has no right at all. */
  private static final int SHUT_OUT = 1044;

  @Override
  public String name() {
    return "source-connection";
  }

  @Override
  public List<Finding> look() {
    try {
      return version();
    } catch (SourceException e) {
      if (!isShutOut(e)) {
        throw e;
      }
      return List.of(
          Finding.fail(
              this,
              user + " may not use database " + database,
              "GRANT SELECT ON %s TO %s;".formatted(MysqlGrants.scope(database), user)));
    }
  }

  private static boolean isShutOut(Throwable failure) {
    return failure != null
        && ((failure instanceof SQLException e && e.getErrorCode() == SHUT_OUT)
            || isShutOut(failure.getCause()));
  }

  private List<Finding> version() {
    MysqlServer server = MysqlStatements.run(source, "read the source's version", MysqlServer::of);
    boolean supported = server.mariadb() ? server.isAtLeast(10, 11) : server.isAtLeast(8, 0);
    return List.of(
        supported
            ? Finding.pass(this, server.text())
            : Finding.fail(this, server.text(), "upgrade to MySQL 8.0 or MariaDB 10.11, or newer"));
  }
}
