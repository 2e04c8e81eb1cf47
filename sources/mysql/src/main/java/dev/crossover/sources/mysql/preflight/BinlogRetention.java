package dev.crossover.sources.mysql.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.sources.mysql.log.LogExpiry;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How long the server keeps its log. No server keeps a place for a reader, so what is purged before
 * the stream has read it is lost, and the migration with it.
 *
 * @param planned how long the bulk load is estimated to take
 */
public record BinlogRetention(MysqlDatabase source, Supplier<Duration> planned) implements Check {
  /** A weekend on which nobody looks after a stopped stream. */
  private static final Duration LEAST = Duration.ofDays(3);

  /** What a migration is planned for, with the bulk load of a big table and a stop in it. */
  private static final Duration COMFORTABLE = Duration.ofDays(7);

  /** An estimate may be wrong, and live apply and verification come after the bulk load. */
  private static final int MARGIN = 3;

  @Override
  public String name() {
    return "binlog-retention";
  }

  @Override
  public List<Finding> look() {
    return judge(
        ServerVariables.read(
            source,
            "binlog_expire_logs_seconds",
            "expire_logs_days",
            "max_binlog_total_size",
            "binlog_expire_logs_auto_purge"));
  }

  List<Finding> judge(ServerVariables server) {
    List<Finding> findings = new ArrayList<>();
    Optional<Duration> kept = LogExpiry.of(server::text);
    Duration load = planned.get();
    Duration comfortable = longer(COMFORTABLE, load.multipliedBy(MARGIN));
    if (kept.isPresent() && kept.get().compareTo(comfortable) < 0) {
      String observed =
          "the binary log is purged after %d hours; a stream that stands still longer is lost, and the bulk load alone is estimated at %d hours"
              .formatted(kept.get().toHours(), load.toHours());
      String hint =
          "SET GLOBAL binlog_expire_logs_seconds = %d; and write it into the server's configuration"
              .formatted(comfortable.toSeconds());
      findings.add(
          kept.get().compareTo(longer(LEAST, load)) < 0
              ? Finding.fail(this, observed, hint)
              : Finding.warning(this, observed, hint));
    }
    if (!server.text("max_binlog_total_size").orElse("0").equals("0")) {
      findings.add(
          Finding.warning(
              this,
              "max_binlog_total_size is "
                  + server.text("max_binlog_total_size").orElseThrow()
                  + ": more log than that is purged, read or not",
              "SET GLOBAL max_binlog_total_size = 0; or see that it covers the longest stop of the"
                  + " stream"));
    }
    return findings.isEmpty()
        ? List.of(
            Finding.pass(
                this,
                kept.map(time -> "the binary log is kept for " + time.toDays() + " days")
                    .orElse("the binary log is kept until somebody purges it")))
        : findings;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
