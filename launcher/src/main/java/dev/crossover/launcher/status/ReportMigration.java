package dev.crossover.launcher.status;

import dev.crossover.engine.deadletters.DeadLetter;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.verify.TableVerification;
import dev.crossover.engine.verify.VerificationReport;
import dev.crossover.launcher.cutover.JournalledCutover;
import dev.crossover.launcher.report.MigrationReport;
import dev.crossover.launcher.verify.Verifications;
import dev.crossover.launcher.workflow.MigrationLock;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Puts together what a migration has come to; changes nothing. */
public final class ReportMigration {
  private static final String NONE = "none";

  private final String environment;
  private final MigrationLock lock;
  private final Verifications verifications;
  private final DeadLetters deadLetters;
  private final Supplier<Map<String, Long>> events;
  private final Map<String, String> places;
  private final List<String> limits;
  private final Clock clock;

  /**
   * @param events change events by {@code schema.table}
   * @param places where a person finds what, in the order to show them
   * @param limits what the jobs cannot do
   */
  public ReportMigration(
      String environment,
      MigrationLock lock,
      Verifications verifications,
      DeadLetters deadLetters,
      Supplier<Map<String, Long>> events,
      Map<String, String> places,
      List<String> limits,
      Clock clock) {
    this.environment = environment;
    this.lock = lock;
    this.verifications = verifications;
    this.deadLetters = deadLetters;
    this.events = events;
    this.places = places;
    this.limits = limits;
    this.clock = clock;
  }

  public MigrationReport look() {
    Optional<JournalEntry> entry = lock.look();
    Optional<VerificationReport> all = verifications.lastOfAll();
    return new MigrationReport(
        environment,
        entry.map(JournalEntry::phase).orElse(Phase.PLANNED).name(),
        verifications.last().map(report -> report.verdict().name()).orElse(NONE),
        entry.flatMap(JournalledCutover::catchUp).map(kind -> lower(kind)).orElse(NONE),
        deadLetters.countOpen(),
        deadLetters.count(DeadLetter.Origin.ORDER_IN_DOUBT),
        entry.map(JournalledCutover::fenceToJournalMillis).orElse(OptionalLong.empty()),
        all.map(report -> tables(report, events.get())).orElse(List.of()),
        PhaseTimes.of(lock.history(), clock.instant()),
        places,
        limits);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static List<MigrationReport.Table> tables(
      VerificationReport report, Map<String, Long> events) {
    return report.tables().stream().map(table -> table(table, events)).toList();
  }

  private static MigrationReport.Table table(TableVerification table, Map<String, Long> events) {
    return new MigrationReport.Table(
        table.name(),
        table.sourceRows(),
        table.targetRows(),
        events.getOrDefault(table.name(), 0L),
        table.verdict().name());
  }
}
