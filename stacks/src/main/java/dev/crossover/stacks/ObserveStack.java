package dev.crossover.stacks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.hashicorp.cdktf.TerraformVariable;
import com.hashicorp.cdktf.TerraformVariableValidationConfig;
import com.hashicorp.cdktf.providers.google.monitoring_alert_policy.MonitoringAlertPolicy;
import com.hashicorp.cdktf.providers.google.monitoring_alert_policy.MonitoringAlertPolicyConditions;
import com.hashicorp.cdktf.providers.google.monitoring_alert_policy.MonitoringAlertPolicyConditionsConditionThreshold;
import com.hashicorp.cdktf.providers.google.monitoring_alert_policy.MonitoringAlertPolicyConditionsConditionThresholdAggregations;
import com.hashicorp.cdktf.providers.google.monitoring_alert_policy.MonitoringAlertPolicyDocumentation;
import com.hashicorp.cdktf.providers.google.monitoring_dashboard.MonitoringDashboard;
import dev.crossover.contract.GoogleCloud;
import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.StackOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/**
 * A dashboard of the migration, and alerts that are on in the phases in which they mean something.
 */
final class ObserveStack extends MigrationStack {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  /** Monitoring's mosaic has 48 columns; two charts stand side by side. */
  private static final int CHART_WIDTH = 24;

  private static final int CHART_HEIGHT = 12;

  private final GoogleCloud cloud;

  ObserveStack(Construct scope, ResourceNames names, Path tfvars) {
    super(scope, names, ResourceNames.Stack.OBSERVE, tfvars);
    cloud = names.cloud();
    Apis apis = new Apis(this, cloud.project(), List.of("monitoring"));
    String target = names.settings().target().project();
    // The instance's series, and so its alerts, are in the instance's project.
    Apis targetApis =
        target.equals(cloud.project())
            ? apis
            : new Apis(this, "target-api", target, List.of("monitoring"));
    phase();
    List<MonitoredMetric> signals = MonitoredMetric.of(names);
    MonitoringDashboard dashboard =
        Addresses.named(
            MonitoringDashboard.Builder.create(this, "dashboard")
                .project(cloud.project())
                .dashboardJson(dashboard(signals))
                .dependsOn(apis.of("monitoring"))
                .build());
    signals.forEach(signal -> alert(signal, signal.project().equals(target) ? targetApis : apis));
    output(StackOutput.OBSERVE_DASHBOARD, dashboard.getId());
    output(
        StackOutput.OBSERVE_CONSOLE,
        "https://console.cloud.google.com/monitoring/dashboards?project=" + cloud.project());
  }

  private void phase() {
    TerraformVariable.Builder.create(this, "phase")
        .type("string")
        .description("Which alerts are on: capture, bulk or live.")
        .defaultValue(cloud.live().skipDataflow() ? "capture" : "live")
        .nullable(false)
        .validation(
            List.of(
                TerraformVariableValidationConfig.builder()
                    .condition("${contains([\"capture\", \"bulk\", \"live\"], var.phase)}")
                    .errorMessage("phase must be capture, bulk or live.")
                    .build()))
        .build();
  }

  private void alert(MonitoredMetric signal, Apis apis) {
    MonitoringAlertPolicy policy =
        Addresses.named(
            MonitoringAlertPolicy.Builder.create(this, "alert-" + signal.id())
                .project(signal.project())
                .displayName(names().settings().environment() + ": " + signal.title())
                .combiner("OR")
                .notificationChannels(channels(signal))
                .documentation(
                    MonitoringAlertPolicyDocumentation.builder()
                        .content(signal.meaning())
                        .mimeType("text/markdown")
                        .build())
                .userLabels(labels())
                .conditions(List.of(condition(signal)))
                .dependsOn(apis.of("monitoring"))
                .build());
    // An expression, which the bindings' type does not take.
    policy.addOverride("enabled", signal.enabled());
    // Newer than the bindings.
    policy.addOverride("severity", signal.severity());
  }

  /** A policy can use the channels of its own project only. */
  private List<String> channels(MonitoredMetric signal) {
    return cloud.observe().notificationChannels().stream()
        .filter(channel -> channel.startsWith("projects/" + signal.project() + "/"))
        .toList();
  }

  private static MonitoringAlertPolicyConditions condition(MonitoredMetric signal) {
    MonitoredMetric.Condition condition = signal.condition();
    return MonitoringAlertPolicyConditions.builder()
        .displayName(signal.title())
        .conditionThreshold(
            MonitoringAlertPolicyConditionsConditionThreshold.builder()
                .filter(signal.filter())
                .comparison("COMPARISON_GT")
                .thresholdValue(condition.limit())
                .duration(condition.lasting().toSeconds() + "s")
                .aggregations(
                    List.of(
                        MonitoringAlertPolicyConditionsConditionThresholdAggregations.builder()
                            .alignmentPeriod(condition.period().toSeconds() + "s")
                            .perSeriesAligner(condition.aligner())
                            .crossSeriesReducer(condition.reducer())
                            .groupByFields(condition.groupBy())
                            .build()))
                .build())
        .build();
  }

  private String dashboard(List<MonitoredMetric> signals) {
    List<Map<String, Object>> tiles = new ArrayList<>();
    for (int i = 0; i < signals.size(); i++) {
      tiles.add(
          Map.of(
              "xPos",
              i % 2 * CHART_WIDTH,
              "yPos",
              i / 2 * CHART_HEIGHT,
              "width",
              CHART_WIDTH,
              "height",
              CHART_HEIGHT,
              "widget",
              signals.get(i).chart()));
    }
    try {
      return JSON.writeValueAsString(
          Map.of(
              "displayName",
              "Crossover: " + names().settings().environment(),
              "mosaicLayout",
              Map.of("columns", 2 * CHART_WIDTH, "tiles", tiles)));
    } catch (JsonProcessingException e) {
      throw new LinkageError("texts and numbers can always be written", e);
    }
  }
}
