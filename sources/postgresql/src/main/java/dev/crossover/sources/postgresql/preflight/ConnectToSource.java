package dev.crossover.sources.postgresql.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.sources.postgresql.sql.PostgresqlQuery;
import java.util.List;

/** The source answers, lets the user in, and is a PostgreSQL that can be moved. */
public final class ConnectToSource implements Check {
  /** The oldest that its makers still cared for when Crossover began, and that is tested. */
  private static final int OLDEST = 13;

  private record Server(int major, String version, String database, String user) {}

  private final PostgresqlDatabase source;

  public ConnectToSource(PostgresqlDatabase source) {
    this.source = source;
  }

  @Override
  public String name() {
    return "source-connection";
  }

  @Override
  public List<Finding> look() {
    Server server =
        new PostgresqlQuery(source, "the source's version")
            .list(
                "SELECT current_setting('server_version_num')::int / 10000,"
                    + " current_setting('server_version'), current_database(), current_user",
                row ->
                    new Server(row.getInt(1), row.getString(2), row.getString(3), row.getString(4)))
            .get(0);
    String observed =
        "PostgreSQL %s, database %s, user %s"
            .formatted(server.version(), server.database(), server.user());
    return List.of(
        server.major() >= OLDEST
            ? Finding.pass(this, observed)
            : Finding.fail(
                this, observed, "upgrade the source to PostgreSQL " + OLDEST + " or newer"));
  }
}
