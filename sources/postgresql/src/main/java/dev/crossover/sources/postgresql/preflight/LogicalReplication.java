package dev.crossover.sources.postgresql.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.sources.postgresql.sql.PostgresqlQuery;
import java.util.ArrayList;
import java.util.List;

/** The server writes what a change stream reads, and has room for one more stream. */
public final class LogicalReplication implements Check {
  private static final String SERVER =
      """
      SELECT current_setting('wal_level'),
             current_setting('max_replication_slots')::int,
             (SELECT count(*) FROM pg_replication_slots WHERE slot_name <> ALL (?)),
             current_setting('max_wal_senders')::int,
             (SELECT count(*) FROM pg_stat_get_wal_senders())
      """;

  private record Server(String walLevel, int slots, int slotsUsed, int senders, int sendersUsed) {}

  private final PostgresqlDatabase source;
  private final String slot;

  /**
   * @param slot our own slot, which may exist already
   */
  public LogicalReplication(PostgresqlDatabase source, String slot) {
    this.source = source;
    this.slot = slot;
  }

  @Override
  public String name() {
    return "logical-replication";
  }

  @Override
  public List<Finding> look() {
    Server server =
        new PostgresqlQuery(source, "the settings for logical replication")
            .list(
                SERVER,
                row ->
                    new Server(
                        row.getString(1),
                        row.getInt(2),
                        row.getInt(3),
                        row.getInt(4),
                        row.getInt(5)),
                List.of(slot))
            .get(0);
    List<Finding> findings = new ArrayList<>();
    if (!server.walLevel().equals("logical")) {
      findings.add(
          Finding.fail(
              this,
              "wal_level is " + server.walLevel(),
              "ALTER SYSTEM SET wal_level = 'logical'; then restart the server"));
    }
    addIfFull(findings, "max_replication_slots", server.slots(), server.slotsUsed());
    addIfFull(findings, "max_wal_senders", server.senders(), server.sendersUsed());
    return findings.isEmpty()
        ? List.of(Finding.pass(this, "wal_level is logical, and a slot and a sender are free"))
        : findings;
  }

  private void addIfFull(List<Finding> findings, String setting, int most, int used) {
    if (used >= most) {
      findings.add(
          Finding.fail(
              this,
              "%d of %s = %d are in use".formatted(used, setting, most),
              "ALTER SYSTEM SET %s = %d; then restart the server".formatted(setting, used + 2)));
    }
  }
}
