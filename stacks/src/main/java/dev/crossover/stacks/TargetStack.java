package dev.crossover.stacks;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.providers.google.spanner_database.SpannerDatabase;
import com.hashicorp.cdktf.providers.google.spanner_instance.SpannerInstance;
import dev.crossover.contract.GoogleCloud;
import dev.crossover.contract.GoogleTarget;
import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.Settings;
import dev.crossover.contract.StackOutput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/** The Spanner instance and database that outlive the migration. */
final class TargetStack extends MigrationStack {
  private final Settings.Target target;
  private final GoogleCloud cloud;

  /**
   * @param tfvars the folder of the settings file, which relative paths in it start from
   */
  TargetStack(Construct scope, ResourceNames names, Path tfvars) {
    super(scope, names, ResourceNames.Stack.TARGET, tfvars);
    target = names.settings().target();
    cloud = names.cloud();
    Apis apis = new Apis(this, target.project(), List.of("spanner"));
    List<ITerraformDependable> before =
        cloud.instance().existing() ? apis.of("spanner") : List.of(instance(apis));
    if (!cloud.database().existing()) {
      database(before, tfvars);
    }
    output(StackOutput.TARGET_INSTANCE, target.instance());
    output(StackOutput.TARGET_DATABASE, target.database());
    output(
        StackOutput.TARGET_CONSOLE,
        "https://console.cloud.google.com/spanner/instances/%s/databases/%s/details/tables?project=%s"
            .formatted(target.instance(), target.database(), target.project()));
  }

  private SpannerInstance instance(Apis apis) {
    GoogleTarget.Instance settings = cloud.instance();
    SpannerInstance.Builder builder =
        SpannerInstance.Builder.create(this, "instance")
            .project(target.project())
            .name(target.instance())
            .config(settings.config().orElse("regional-" + cloud.region()))
            .displayName(settings.displayName().orElse(target.instance()))
            .forceDestroy(false)
            .dependsOn(apis.of("spanner"))
            .lifecycle(Protection.keep(cloud.protection(), List.of()));
    settings.processingUnits().ifPresent(builder::processingUnits);
    SpannerInstance instance = Addresses.named(builder.build());
    // Newer than the bindings; without it Google chooses the edition.
    instance.addOverride("edition", settings.edition().name());
    // Newer than the bindings; backups are what database.backups says and nothing else.
    instance.addOverride("default_backup_schedule_type", "NONE");
    // Newer than the bindings.
    settings
        .autoscaling()
        .ifPresent(a -> instance.addOverride("autoscaling_config", List.of(autoscaling(a))));
    Protection.refuseDeletion(instance, cloud.protection());
    return instance;
  }

  private static Map<String, Object> autoscaling(GoogleTarget.Autoscaling autoscaling) {
    return Map.of(
        "autoscaling_limits",
        List.of(
            Map.of(
                "min_processing_units", autoscaling.minProcessingUnits(),
                "max_processing_units", autoscaling.maxProcessingUnits())),
        "autoscaling_targets",
        List.of(
            Map.of(
                "high_priority_cpu_utilization_percent", autoscaling.cpuPercent(),
                "storage_utilization_percent", autoscaling.storagePercent())));
  }

  private void database(List<ITerraformDependable> before, Path tfvars) {
    GoogleTarget.Database settings = cloud.database();
    // The launcher adds indexes and foreign keys after the load; Terraform would see every
    // statement that is not its own as a reason to replace the database.
    List<String> ignored = List.of("ddl");
    SpannerDatabase.Builder builder =
        SpannerDatabase.Builder.create(this, "database")
            .project(target.project())
            .instance(target.instance())
            .name(target.database())
            .databaseDialect("GOOGLE_STANDARD_SQL")
            .versionRetentionPeriod(settings.versionRetentionHours() + "h")
            .deletionProtection(cloud.protection())
            .enableDropProtection(cloud.protection())
            .dependsOn(before)
            .lifecycle(Protection.keep(cloud.protection(), ignored));
    settings
        .ddlFile()
        .ifPresent(file -> builder.ddl(DdlFile.statements(tfvars.resolve(file).normalize())));
    SpannerDatabase database = Addresses.named(builder.build());
    cloud
        .kmsKey()
        .ifPresent(
            key -> database.addOverride("encryption_config", List.of(Map.of("kms_key_name", key))));
    Protection.refuseDeletion(database, cloud.protection());
    settings.backups().ifPresent(backups -> schedule(database, backups));
  }

  private void schedule(SpannerDatabase database, GoogleTarget.Backups backups) {
    new BackupSchedule(
        this,
        "backups",
        new BackupSchedule.Props(
            target.project(),
            target.instance(),
            database.getName(),
            target.database() + "-full",
            backups.cron(),
            Duration.ofDays(backups.retentionDays()).toSeconds()));
  }
}
