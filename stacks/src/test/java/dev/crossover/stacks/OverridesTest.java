package dev.crossover.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the bindings lack, as it is written: one line for each override and each own resource. */
class OverridesTest {
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "shop-prod-target | google_spanner_instance/instance/edition | `\"ENTERPRISE_PLUS\"`",
        "shop-prod-target | google_spanner_instance/instance/default_backup_schedule_type |"
            + " `\"NONE\"`",
        "shop-prod-target | google_spanner_instance/instance/autoscaling_config |"
            + " `[{\"autoscaling_limits\":[{\"max_processing_units\":12000,\"min_processing_units\":3000}],\"autoscaling_targets\":[{\"high_priority_cpu_utilization_percent\":65,\"storage_utilization_percent\":80}]}]`",
        "shop-prod-target | google_spanner_instance/instance/deletion_policy | `\"PREVENT\"`",
        "shop-prod-target | google_spanner_backup_schedule/backups |"
            + " `{\"database\":\"${google_spanner_database.database.name}\",\"full_backup_spec\":[{}],\"instance\":\"shop-prod\",\"name\":\"shop-full\",\"project\":\"shop-prod-481517\",\"retention_duration\":\"1209600s\",\"spec\":[{\"cron_spec\":[{\"text\":\"0"
            + " 3 * * *\"}]}]}`",
        "shop-prod-live | google_storage_bucket/bucket-changes/soft_delete_policy |"
            + " `[{\"retention_duration_seconds\":604800}]`",
        "shop-dev-live | google_storage_bucket/bucket-changes/soft_delete_policy |"
            + " `[{\"retention_duration_seconds\":0}]`",
        "shop-prod-live | google_datastream_connection_profile/source-eu-profile/mysql_profile |"
            + " `{\"hostname\":\"10.20.0.11\",\"port\":3306,\"secret_manager_stored_password\":\"projects/shop-prod-481517/secrets/shop-source/versions/3\",\"username\":\"crossover\"}`",
        "ledger-dev-live |"
            + " google_datastream_connection_profile/source-profile/postgresql_profile/secret_manager_stored_password"
            + " | `\"projects/ledger-dev-271828/secrets/ledger-source/versions/1\"`",
        "ledger-dev-live |"
            + " google_datastream_connection_profile/source-profile/postgresql_profile/database |"
            + " `\"ledger\"`",
        "shop-dev-live | google_datastream_stream/source-stream/dynamic |"
            + " `{\"backfill_all\":{\"content\":{},\"for_each\":\"${var.enable_backfill ? [1] :"
            + " []}\"},\"backfill_none\":{\"content\":{},\"for_each\":\"${var.enable_backfill ? []"
            + " : [1]}\"}}`",
        "shop-dev-live | google_datastream_stream/source-stream/source_config/mysql_source_config |"
            + " `{\"gtid\":{},\"include_objects\":{\"mysql_databases\":[{\"database\":\"shop\"},{\"database\":\"crossover\",\"mysql_tables\":[{\"table\":\"sentinel\"}]}]},\"max_concurrent_cdc_tasks\":5}`",
        "ledger-prod-live |"
            + " google_datastream_stream/source-stream/source_config/postgresql_source_config |"
            + " `{\"include_objects\":{\"postgresql_schemas\":[{\"schema\":\"public\"},{\"schema\":\"audit\"},{\"schema\":\"crossover\",\"postgresql_tables\":[{\"table\":\"sentinel\"}]}]},\"publication\":\"crossover_ledger\",\"replication_slot\":\"crossover_ledger\"}`",
        "shop-dev-live | google_project_service_identity/datastream-agent/service |"
            + " `\"datastream.googleapis.com\"`",
        "shop-dev-handoff | google_cloud_run_v2_service/launcher/deletion_protection | `false`",
        "shop-dev-observe | google_monitoring_alert_policy/alert-backlog/severity | `\"WARNING\"`",
        "shop-dev-observe | google_monitoring_alert_policy/alert-backlog/enabled |"
            + " `\"${contains([\\\"live\\\"], var.phase)}\"`",
        "shop-dev-bulk | terraform_data/bulk-run |"
            + " `{\"input\":{\"run_id\":\"r1\",\"started\":\"${plantimestamp()}\"},\"lifecycle\":{\"ignore_changes\":[\"input\"]},\"triggers_replace\":[\"r1\"]}`",
      })
  void isWrittenAs(String stack, String path, String json) throws Exception {
    JsonNode value = Samples.get().stack(stack).at("/resource/" + path);
    assertThat(value).isEqualTo(new JsonMapper().readTree(json));
  }
}
