package dev.crossover.sources.postgresql.log;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.source.SourceClock;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;

/** The clock of a PostgreSQL server. */
public final class PostgresqlClock implements SourceClock {
  private final PostgresqlDatabase source;

  public PostgresqlClock(PostgresqlDatabase source) {
    this.source = source;
  }

  @Override
  public Instant now() {
    try (Connection connection = source.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    } catch (SQLException e) {
      throw new SourceException("cannot read the source's clock", e);
    }
  }
}
