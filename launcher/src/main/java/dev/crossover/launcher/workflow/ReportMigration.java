package dev.crossover.launcher.workflow;

import dev.crossover.contract.Settings;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.verify.TableVerification;
import dev.crossover.engine.verify.VerificationReport;
import dev.crossover.launcher.cutover.Facts;
import dev.crossover.launcher.journal.JournalEntry;
import dev.crossover.launcher.journal.Phase;
import dev.crossover.launcher.report.MigrationReport;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Puts together what a migration has come to; changes nothing. */
public final class ReportMigration {
  private static final String NONE = "none";

  private final Settings settings;
  private final LeaseDesk desk;
  private final Verifications verifications;
  private final DeadLetters deadLetters;
  private final Supplier<Map<String, Long>> events;
  private final Workspace workspace;
  private final Clock clock;

  /**
   * @param events change events by {@code schema.table}
   */
  public ReportMigration(
      Settings settings,
      LeaseDesk desk,
      Verifications verifications,
      DeadLetters deadLetters,
      Supplier<Map<String, Long>> events,
      Workspace workspace,
      Clock clock) {
    this.settings = settings;
    this.desk = desk;
    this.verifications = verifications;
    this.deadLetters = deadLetters;
    this.events = events;
    this.workspace = workspace;
    this.clock = clock;
  }

  public MigrationReport look() {
    Optional<JournalEntry> entry = desk.look();
    Optional<VerificationReport> all = verifications.lastOfAll();
    return new MigrationReport(
        settings.environment(),
        entry.map(JournalEntry::phase).orElse(Phase.PLANNED).name(),
        verifications.last().map(report -> report.verdict().name()).orElse(NONE),
        entry.flatMap(Facts::catchUp).map(kind -> lower(kind)).orElse(NONE),
        deadLetters.open().size(),
        entry.map(Facts::fenceToJournalMillis).orElse(OptionalLong.empty()),
        all.map(report -> tables(report, events.get())).orElse(List.of()),
        PhaseTimes.of(desk.history(), clock.instant()),
        places());
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

  private Map<String, String> places() {
    Settings.Target target = settings.target();
    Map<String, String> places = new LinkedHashMap<>();
    places.put(
        "target",
        "projects/%s/instances/%s/databases/%s"
            .formatted(target.project(), target.instance(), target.database()));
    places.put("bucket", workspace.bucketDirectory().toString());
    places.put("logs", workspace.log("launcher").getParent().toString());
    return places;
  }
}
