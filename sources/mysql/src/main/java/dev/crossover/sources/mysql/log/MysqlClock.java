package dev.crossover.sources.mysql.log;

import dev.crossover.engine.source.SourceClock;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The clock of a MySQL server. */
public record MysqlClock(MysqlDatabase source) implements SourceClock {
  @Override
  public Instant now() {
    return new MysqlQuery(source, "the source's clock")
        .list(
            "SELECT DATE_FORMAT(UTC_TIMESTAMP(6), '%Y-%m-%dT%H:%i:%s.%f')",
            row -> LocalDateTime.parse(row.getString(1)).toInstant(ZoneOffset.UTC))
        .get(0);
  }
}
