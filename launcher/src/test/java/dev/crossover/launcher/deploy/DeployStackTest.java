package dev.crossover.launcher.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.ExternalToolException;
import dev.crossover.contract.GateNotMetException;
import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.SettingsException;
import dev.crossover.contract.SettingsReader;
import dev.crossover.engine.journal.AlreadyRunningException;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.platform.Job;
import dev.crossover.launcher.bulk.BeginBulkLoad;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.launcher.progress.Reading;
import dev.crossover.launcher.world.InMemoryWorld;
import dev.crossover.platforms.googlecloud.terraform.RecordingTerraform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeployStackTest {
  private static final Path TFVARS = Path.of("../tfvars");

  private static final String NEW_STREAM =
      """
      {"format_version": "1.2",
       "output_changes": {"stack": {"before": null, "after": "%s"}},
       "resource_changes": [{"address": "%s.x", "type": "%s",
         "change": {"actions": [%s], "before": {"a": 1}, "after": {"a": 2}}}]}
      """;

  private final InMemoryWorld world = new InMemoryWorld();
  private final List<String> notes = new ArrayList<>();
  private final List<Path> syntheses = new ArrayList<>();
  private Job.State bulkJob = Job.State.NOT_STARTED;
  private Runnable whilePlanning = () -> {};

  @TempDir private Path folder;
  private RecordingTerraform terraform;

  @BeforeEach
  void terraform() {
    terraform = new RecordingTerraform(folder.resolve("bin"));
    terraform.outputs("{}");
  }

  private DeployStack deploy(String environment) {
    return new DeployStack(parts(environment));
  }

  private DeployStack.Parts parts(String environment) {
    return new DeployStack.Parts(
        ResourceNames.of(SettingsReader.read(TFVARS, environment)),
        () -> terraform.program(Map.of()),
        out -> synthesise(environment, out),
        world.lock(),
        () -> Job.Status.of(bulkJob),
        lease -> new BeginBulkLoad(world.stream).run(lease),
        folder.resolve("work"),
        Duration.ZERO,
        world.clock,
        progress());
  }

  private void synthesise(String environment, Path out) {
    syntheses.add(out);
    whilePlanning.run();
    try {
      for (ResourceNames.Stack stack : ResourceNames.Stack.values()) {
        Files.createDirectories(out.resolve("stacks").resolve(environment + "-" + stack.word()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Progress progress() {
    return new Progress() {
      @Override
      public void note(String line) {
        notes.add(line);
      }

      @Override
      public void show(List<Reading> readings) {}

      @Override
      public void close() {}
    };
  }

  private void plans(String stack, String type, String... actions) {
    terraform.plans(
        NEW_STREAM.formatted(stack, type, type, "\"" + String.join("\",\"", actions) + "\""));
    // As the stack itself says once it is applied.
    terraform.on(
        "apply",
        "echo '{\"stack\": {\"value\": \"%s\"}}' >'%s'\n"
            .formatted(stack, folder.resolve("state")));
    terraform.on(
        "output", "cat '%1$s' 2>/dev/null || echo '{}'".formatted(folder.resolve("state")));
  }

  private void in(Phase phase) {
    world.lock().open();
    world
        .lock()
        .with(
            lease -> {
              Iterator<Phase> next = EnumSet.allOf(Phase.class).iterator();
              while (next.next() != lease.entry().phase()) {}
              while (lease.entry().phase() != phase) {
                lease.advance(lease.entry().phase(), next.next(), Map.of());
              }
              return lease;
            });
  }

  private List<String> words(String command) {
    return terraform.calls().stream().filter(call -> call.startsWith(command)).toList();
  }

  @Test
  void makesTheTargetBeforeThereIsAJournal() {
    plans("target", "google_spanner_instance", "create");

    DeployReport report = deploy("shop-dev").run(DeployPhase.TARGET);

    assertThat(report.applied()).isTrue();
    assertThat(report.changes()).containsExactly("create google_spanner_instance.x");
    assertThat(report.outputs()).containsOnlyKeys("stack");
    assertThat(report.text()).startsWith("shop-dev-target: applied\n");
    assertThat(terraform.calls())
        .extracting(call -> call.split(" ", 2)[0])
        .containsExactly("init", "output", "plan", "show", "apply", "output");
    assertThat(words("apply")).allMatch(call -> call.endsWith(report.files() + "/plan"));
    assertThat(syntheses).containsExactly(folder.resolve("work"));
  }

  @Test
  void changesNothingInADryRun() {
    plans("target", "google_spanner_instance", "create");

    DeployReport report = deploy("shop-dev").dryRun(DeployPhase.TARGET);

    assertThat(report.applied()).isFalse();
    assertThat(report.changes()).containsExactly("create google_spanner_instance.x");
    assertThat(words("apply")).isEmpty();
  }

  @Test
  void leavesAsItIsWhatIsDeployedAlready() {
    terraform.on("plan", "exit 0");
    terraform.outputs("{\"stack\": {\"value\": \"observe\"}}");

    DeployReport report = deploy("shop-dev").run(DeployPhase.OBSERVE);

    assertThat(report.applied()).isFalse();
    assertThat(report.outcome()).isEqualTo("no changes");
    assertThat(words("apply")).isEmpty();
  }

  @Test
  void everyRunPlansAnewAndNeverAppliesAPlanOfAnother() {
    plans("target", "google_spanner_instance", "create");
    terraform.on("apply", "exit 1");
    assertThatThrownBy(() -> deploy("shop-dev").run(DeployPhase.TARGET))
        .isInstanceOf(ExternalToolException.class);
    plans("target", "google_spanner_instance", "create");
    world.clock.advance(Duration.ofSeconds(1));

    deploy("shop-dev").run(DeployPhase.TARGET);

    assertThat(words("plan")).hasSize(2);
    assertThat(words("apply")).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void thePhaseIsTheToggleOfTheLiveStack() {
    in(Phase.CAPTURING);
    plans("live", "google_storage_bucket", "create");
    deploy("shop-dev").run(DeployPhase.CAPTURE);
    assertThat(words("plan").get(0)).endsWith("-var enable_backfill=false -var skip_dataflow=true");

    in(Phase.APPLYING);
    world.clock.advance(Duration.ofSeconds(1));
    plans("live", "google_dataflow_flex_template_job", "create");
    DeployReport report = deploy("shop-dev").run(DeployPhase.LIVE);
    assertThat(words("plan").get(1))
        .endsWith("-var enable_backfill=false -var skip_dataflow=false");
    assertThat(report.applied()).isTrue();
    assertThat(world.entry().owner()).isEmpty();
  }

  @Test
  void deployingCaptureAgainKeepsTheLiveJob() {
    in(Phase.APPLYING);
    terraform.on("plan", "exit 0");
    terraform.outputs(
        "{\"stack\": {\"value\": \"live\"}, \"job_ids\": {\"value\": {\"\": \"2026-1\"}}}");
    deploy("shop-dev").run(DeployPhase.CAPTURE);
    assertThat(words("plan").get(0)).endsWith("-var skip_dataflow=false");

    terraform.outputs("{\"stack\": {\"value\": \"live\"}, \"job_ids\": {\"value\": {\"\": null}}}");
    world.clock.advance(Duration.ofSeconds(1));
    deploy("shop-dev").run(DeployPhase.CAPTURE);
    assertThat(words("plan").get(1)).endsWith("-var skip_dataflow=true");
  }

  @Test
  void alertsAreThoseOfThePhase() {
    in(Phase.BULK_LOADING);
    terraform.on("plan", "exit 0");
    deploy("shop-dev").run(DeployPhase.OBSERVE);
    assertThat(words("plan").get(0)).endsWith("-var phase=bulk");
  }

  @ParameterizedTest
  @EnumSource(
      value = Phase.class,
      // A cutover that is at work holds the lease; one that was left is un-fenced first.
      names = {"CAPTURING", "BULK_LOADING", "FENCED", "CAUGHT_UP", "VERIFIED"},
      mode = EnumSource.Mode.EXCLUDE)
  void startsNoBulkLoadBeforeCaptureNorBesideALiveJob(Phase phase) {
    if (phase != Phase.PLANNED) {
      in(phase);
    }
    assertThatThrownBy(() -> deploy("shop-dev").run(DeployPhase.BULK))
        .isInstanceOf(GateNotMetException.class)
        .hasMessageContaining("in phase " + phase + ", must be CAPTURING or BULK_LOADING");
    assertThat(terraform.calls()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Phase.class,
      names = {"PLANNED", "CAPTURING", "BULK_LOADING"})
  void startsNoLiveJobBeforeTheBulkGateHasPassed(Phase phase) {
    if (phase != Phase.PLANNED) {
      in(phase);
    }
    assertThatThrownBy(() -> deploy("shop-dev").run(DeployPhase.LIVE))
        .isInstanceOf(GateNotMetException.class)
        .hasMessageContaining("in phase " + phase + ", must be APPLYING or later");
    assertThat(terraform.calls()).isEmpty();
  }

  @Test
  void startsABulkRunOnce() {
    world.migration().capture();
    plans("bulk", "google_dataflow_flex_template_job", "create");
    assertThat(deploy("shop-dev").run(DeployPhase.BULK).applied()).isTrue();
    assertThat(world.entry().phase()).as("where the job may write").isEqualTo(Phase.BULK_LOADING);

    terraform.outputs(
        """
        {"stack": {"value": "bulk"}, "run_id": {"value": "r1"},
         "run_started": {"value": "2026-01-01T00:00:00Z"}}
        """);
    world.clock.advance(Duration.ofSeconds(1));
    DeployReport again = deploy("shop-dev").run(DeployPhase.BULK);
    assertThat(again.applied()).isFalse();
    assertThat(again.outcome())
        .isEqualTo(
            "run r1 was started before (2026-01-01T00:00:00Z) and is not started again; another"
                + " google_cloud.bulk.run_id starts another run");
    assertThat(words("apply")).hasSize(1);
  }

  @Test
  void startsNoBulkLoadWithoutAStreamThatHasStarted() {
    in(Phase.CAPTURING);
    plans("bulk", "google_dataflow_flex_template_job", "create");
    assertThatThrownBy(() -> deploy("shop-dev").run(DeployPhase.BULK))
        .hasMessageContaining("change stream");
    assertThat(words("apply")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Job.State.class,
      names = {"RUNNING", "DONE", "FAILED"})
  void startsNoBulkJobBesideOneThatTheLauncherStarted(Job.State state) {
    in(Phase.BULK_LOADING);
    bulkJob = state;
    plans("bulk", "google_dataflow_flex_template_job", "create");

    DeployReport report = deploy("shop-dev").run(DeployPhase.BULK);

    assertThat(report.outcome()).startsWith("the job of run r1 is there already (" + state);
    assertThat(words("plan")).isEmpty();
  }

  @Test
  void appliesNothingThatTheGuardRefuses() {
    in(Phase.CAPTURING);
    plans("live", "google_datastream_stream", "delete", "create");

    assertThatThrownBy(() -> deploy("shop-dev").run(DeployPhase.CAPTURE))
        .isInstanceOf(GateNotMetException.class)
        .hasMessage(
            "cannot apply the plan of the stack shop-dev-live:\n"
                + "  - replace google_datastream_stream.x: changes since the stream started would"
                + " be lost in phase CAPTURING");
    assertThat(words("apply")).isEmpty();
    assertThat(world.entry().owner()).isEmpty();
  }

  @Test
  void isStrictestAboutAStackThatNoJournalKnowsAnythingOf() {
    plans("live", "google_datastream_stream", "delete", "create");
    terraform.outputs("{\"stack\": {\"value\": \"live\"}}");

    assertThatThrownBy(() -> deploy("shop-dev").run(DeployPhase.CAPTURE))
        .isInstanceOf(GateNotMetException.class)
        .hasMessageContaining("nobody says where the migration is");
    assertThat(words("apply")).isEmpty();
  }

  @Test
  void appliesNoPlanFromBeforeTheMigrationBegan() {
    plans("live", "google_storage_bucket", "create");
    whilePlanning = () -> in(Phase.CAPTURING);

    assertThatThrownBy(() -> deploy("shop-dev").run(DeployPhase.CAPTURE))
        .isInstanceOf(GateNotMetException.class)
        .hasMessageContaining("the migration has begun since it was made");
    assertThat(words("apply")).isEmpty();
  }

  @Test
  void deploysNothingWhileAnotherWorksOnTheMigration() {
    in(Phase.CAPTURING);
    world
        .lock()
        .with(
            lease -> {
              assertThatThrownBy(() -> deploy("shop-dev").run(DeployPhase.CAPTURE))
                  .isInstanceOf(AlreadyRunningException.class);
              return lease;
            });
    assertThat(terraform.calls()).isEmpty();
  }

  @Test
  void deploysOneThingAtATimeOnOneMachine() {
    plans("target", "google_spanner_instance", "create");
    List<Throwable> refused = new ArrayList<>();
    whilePlanning =
        () -> {
          whilePlanning = () -> {};
          try {
            deploy("shop-dev").run(DeployPhase.TARGET);
          } catch (AlreadyRunningException e) {
            refused.add(e);
          }
        };

    deploy("shop-dev").run(DeployPhase.TARGET);

    assertThat(refused)
        .singleElement()
        .asString()
        .contains("another command on this machine deploys this environment");
    assertThat(words("apply")).hasSize(1);
  }

  @Test
  void makesTargetAndCaptureBeforeAMigrationBeginsAndNeverAfter() {
    terraform.on("plan", "exit 0");
    terraform.outputs("{\"stack\": {\"value\": \"x\"}}");
    deploy("shop-dev").beforeMigration(() -> {});
    assertThat(words("plan"))
        .hasSize(2)
        .last()
        .asString()
        .endsWith("-var enable_backfill=false -var skip_dataflow=true");

    in(Phase.CAPTURING);
    deploy("shop-dev").beforeMigration(() -> {});
    assertThat(words("plan")).hasSize(2);
  }

  @Test
  void deploysNothingForAMigrationThatCouldNotBegin() {
    assertThatThrownBy(
            () ->
                deploy("shop-dev")
                    .beforeMigration(
                        () -> {
                          throw new GateNotMetException("deploy", List.of("no key"));
                        }))
        .isInstanceOf(GateNotMetException.class);
    assertThat(terraform.calls()).isEmpty();
  }

  @Test
  void plansEveryStackAsItIsOnceAllAreDeployedAndAppliesNone() {
    terraform.on("show", "echo '{\"format_version\": \"1.2\"}'");

    assertThat(new PlanStacks(parts("shop-dev")).look()).hasSize(5);
    assertThat(words("plan")).anyMatch(call -> call.endsWith("-var skip_dataflow=false"));
    assertThat(new PlanStacks(parts("ledger-dev")).look()).as("live-only").hasSize(4);
    assertThat(words("apply")).isEmpty();
  }

  @Test
  void noticesAStateThatIsAnotherStacks() {
    plans("target", "google_spanner_instance", "create");
    terraform.outputs("{\"stack\": {\"value\": \"live\"}}");
    assertThatThrownBy(() -> deploy("shop-dev").run(DeployPhase.TARGET))
        .isInstanceOf(ExternalToolException.class)
        .hasMessageContaining("the stack says that it is live, must be target");
  }

  @Test
  void saysWhatAnEnvironmentDoesNotHave() {
    assertThatThrownBy(() -> deploy("ledger-dev").run(DeployPhase.BULK))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("strategy live-only has no phase bulk");
    assertThatThrownBy(() -> deploy("ledger-dev").run(DeployPhase.CAPTURE))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("strategy live-only has no phase capture")
        .hasMessageContaining("use `crossover deploy --phase live`");
    assertThatThrownBy(() -> deploy("ledger-dev").beforeMigration(() -> {}))
        .as("not half of it either")
        .isInstanceOf(SettingsException.class);
    assertThat(terraform.calls()).isEmpty();
  }
}
