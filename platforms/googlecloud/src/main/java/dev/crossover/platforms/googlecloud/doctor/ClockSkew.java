package dev.crossover.platforms.googlecloud.doctor;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.platforms.googlecloud.doctor.GoogleRest.NoAnswerException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * This machine's clock goes with Google's: leases, lag and signed requests go by it. A service's
 * header Date has whole seconds, and its way here takes some time, so little is not told.
 */
record ClockSkew(GoogleRest service, Clock clock) implements Check {
  private static final Duration TOLD = Duration.ofSeconds(5);

  /** A lease holds for 30 s; half of it off, another launcher may think it expired. */
  private static final Duration REFUSED = Duration.ofSeconds(15);

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public List<Finding> look() {
    try {
      Optional<String> date = service.date();
      return List.of(
          date.map(this::judge)
              .orElseGet(() -> Finding.unknown(this, "the service told no Date", "try again")));
    } catch (NoAnswerException e) {
      return List.of(Finding.unknown(this, e.getMessage(), e.fixOr("try again")));
    }
  }

  private Finding judge(String date) {
    Duration skew;
    try {
      skew =
          Duration.between(
              ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant(),
              clock.instant());
    } catch (DateTimeParseException e) {
      return Finding.unknown(this, "the service's Date cannot be read", "try again");
    }
    String seen =
        "this machine is %d s %s Google"
            .formatted(skew.abs().toSeconds(), skew.isNegative() ? "behind" : "ahead of");
    String fix = "set the clock by NTP: timedatectl set-ntp true";
    if (skew.abs().compareTo(REFUSED) >= 0) {
      return Finding.fail(this, seen, fix);
    }
    return skew.abs().compareTo(TOLD) >= 0
        ? Finding.warning(this, seen, fix)
        : Finding.pass(this, seen);
  }
}
