package dev.crossover.sources.mysql.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.MysqlServer;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.util.List;

/** The source answers, lets the user in, and is a server that can be moved. */
public record ConnectToMysql(MysqlDatabase source) implements Check {
  @Override
  public String name() {
    return "source-connection";
  }

  @Override
  public List<Finding> look() {
    MysqlServer server = MysqlStatements.run(source, "read the source's version", MysqlServer::of);
    boolean supported = server.mariadb() ? server.isAtLeast(10, 11) : server.isAtLeast(8, 0);
    return List.of(
        supported
            ? Finding.pass(this, server.text())
            : Finding.fail(this, server.text(), "upgrade to MySQL 8.0 or MariaDB 10.11, or newer"));
  }
}
