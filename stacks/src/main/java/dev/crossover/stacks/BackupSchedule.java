package dev.crossover.stacks;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.constructs.Construct;

/** {@code google_spanner_backup_schedule}: full backups of one database. */
final class BackupSchedule extends UntypedResource {

  /**
   * @param cron when, in UTC
   * @param retentionSeconds how long a backup is kept, at most 366 days
   */
  record Props(
      String project,
      String instance,
      String database,
      String name,
      String cron,
      long retentionSeconds) {

    private Map<String, Object> attributes() {
      return Map.of(
          "project",
          project,
          "instance",
          instance,
          "database",
          database,
          "name",
          name,
          "retention_duration",
          retentionSeconds + "s",
          "spec",
          List.of(Map.of("cron_spec", List.of(Map.of("text", cron)))),
          "full_backup_spec",
          List.of(Map.of()));
    }
  }

  BackupSchedule(Construct scope, String id, Props props) {
    super(
        scope,
        id,
        "google_spanner_backup_schedule",
        Optional.empty(),
        Optional.empty(),
        List.of(),
        props.attributes());
  }
}
