package dev.crossover.sources.mysql.capture;

import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Writes a row of our own when nothing has come for a while. It comes back by the log: so it is
 * known that the reader still reads, and its place leaves files that are to be purged.
 */
final class IdleHeartbeat {
  static final String DDL =
      "CREATE TABLE IF NOT EXISTS crossover.heartbeat (id int PRIMARY KEY,"
          + " written_at timestamp(6) NULL) ENGINE = InnoDB";

  private static final Duration IDLE = Duration.ofSeconds(10);

  private static final String BEAT = "REPLACE INTO crossover.heartbeat VALUES (1, now(6))";

  private final MysqlDatabase source;
  private final Clock clock;
  private Instant seen;

  IdleHeartbeat(MysqlDatabase source, Clock clock) {
    this.source = source;
    this.clock = clock;
    this.seen = clock.instant();
  }

  /** A transaction has come. */
  void seen() {
    seen = clock.instant();
  }

  void beatIfIdle() {
    if (clock.instant().isBefore(seen.plus(IDLE))) {
      return;
    }
    seen = clock.instant();
    MysqlStatements.run(
        source,
        "write crossover.heartbeat, which shows that the change stream still reads",
        connection -> {
          MysqlStatements.execute(connection, BEAT);
          return null;
        });
  }
}
