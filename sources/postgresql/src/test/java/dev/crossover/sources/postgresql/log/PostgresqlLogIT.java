package dev.crossover.sources.postgresql.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.source.SourceLog;
import dev.crossover.engine.source.SourceLogContract;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.sources.postgresql.sql.PostgresqlQuery;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresqlLogIT extends SourceLogContract {
  private final TestSource source =
      TestSource.create(
          """
CREATE TABLE t (id serial);
CREATE SCHEMA crossover;
CREATE TABLE crossover.sentinel (id bigint PRIMARY KEY, token text, written_at timestamptz)
""");
  private final PostgresqlLog log = new PostgresqlLog(source.database(), slot());

  @AfterEach
  void close() {
    source.close();
  }

  private String slot() {
    return "slot_" + source.name();
  }

  @Override
  protected SourceLog log() {
    return log;
  }

  @Override
  protected void commitAChange() {
    source.execute("SET synchronous_commit = off; INSERT INTO t DEFAULT VALUES");
  }

  @Override
  protected List<String> sentinels() {
    return new PostgresqlQuery(source.database(), "the sentinels")
        .list("SELECT token FROM crossover.sentinel ORDER BY id", row -> row.getString(1));
  }

  @Test
  void keepsTheLogWhileTheSlotStands() {
    source.execute("SELECT pg_create_logical_replication_slot('" + slot() + "', 'pgoutput')");

    SourceLog.Retention retention = log.retention();

    assertThat(retention.kept()).isTrue();
    assertThat(retention.headroomBytes()).isEmpty();
    assertThat(retention.text()).isEqualTo("wal_status reserved");
    source.execute("SELECT pg_drop_replication_slot('" + slot() + "')");
  }

  @Test
  void saysThatTheSlotIsGone() {
    assertThatThrownBy(log::retention)
        .isInstanceOf(SourceException.class)
        .hasMessage("the replication slot " + slot() + " is gone; the migration must start again");
  }
}
