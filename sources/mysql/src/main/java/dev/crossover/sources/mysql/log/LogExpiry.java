package dev.crossover.sources.mysql.log;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** After which time a server removes a file of its log, whether somebody has read it or not. */
public final class LogExpiry {
  /** The variables that say it; no server has all of them. */
  public static final List<String> VARIABLES =
      List.of("binlog_expire_logs_seconds", "expire_logs_days", "binlog_expire_logs_auto_purge");

  private LogExpiry() {}

  /**
   * Empty if the log is kept until somebody removes it.
   *
   * @param variable gives the value of a variable that the server has
   */
  public static Optional<Duration> of(Function<String, Optional<String>> variable) {
    if (variable
        .apply("binlog_expire_logs_auto_purge")
        .filter(Set.of("OFF", "0")::contains)
        .isPresent()) {
      return Optional.empty();
    }
    long seconds = number(variable, "binlog_expire_logs_seconds").longValue();
    long others =
        number(variable, "expire_logs_days")
            .multiply(BigDecimal.valueOf(Duration.ofDays(1).toSeconds()))
            .longValue();
    return Optional.of(Duration.ofSeconds(seconds == 0 ? others : seconds))
        .filter(kept -> !kept.isZero());
  }

  private static BigDecimal number(Function<String, Optional<String>> variable, String name) {
    return variable.apply(name).map(BigDecimal::new).orElse(BigDecimal.ZERO);
  }
}
