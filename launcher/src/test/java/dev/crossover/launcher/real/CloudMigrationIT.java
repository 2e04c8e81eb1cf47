package dev.crossover.launcher.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.datastream.v1.Stream;
import com.google.dataflow.v1beta3.LaunchFlexTemplateParameter;
import dev.crossover.contract.ExitCode;
import dev.crossover.contract.ExternalToolException;
import dev.crossover.contract.SecretReference;
import dev.crossover.contract.Settings;
import dev.crossover.contract.SettingsReader;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.journal.AlreadyRunningException;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.platform.Measure;
import dev.crossover.engine.verify.Verdict;
import dev.crossover.launcher.Rooms;
import dev.crossover.launcher.Wiring;
import dev.crossover.launcher.cli.MovedSource;
import dev.crossover.launcher.cutover.CutoverReport;
import dev.crossover.launcher.cutover.CutoverReport.CatchUpKind;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.launcher.progress.Reading;
import dev.crossover.launcher.status.StatusReport;
import dev.crossover.launcher.workflow.MigrationLock;
import dev.crossover.targets.spanner.TestSpanner;
import io.grpc.Status;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The full story over the adapters of Google Cloud, each command from another machine: a real
 * source under writes, the emulator as target, control planes that start the local parts.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CloudMigrationIT {
  @TempDir private Path folder;

  private final StandInCloud cloud = new StandInCloud(TestSpanner.emulatorHost(), this::worker);
  private Settings settings;
  private String target;
  private int machines;

  /** Another machine each time, with nothing on it. */
  private Wiring wiring() {
    return Wiring.of(
        with(settings, "workDirectory", folder.resolve("machine " + ++machines).toString()),
        folder,
        Map.of(),
        Rooms.all().withPlatform(Settings.Platform.GOOGLE_CLOUD, cloud::launchers));
  }

  private Wiring worker() {
    return Wiring.of(
        settings,
        folder,
        Map.of(),
        Rooms.all()
            .withPlatform(
                Settings.Platform.GOOGLE_CLOUD, (all, environment, commands) -> cloud.workers()));
  }

  /** What cannot be on Google Cloud, such as a password in a file, is put in afterwards. */
  private void describe(MovedSource.Opened source) throws IOException {
    target = "cloud-" + source.name();
    Files.writeString(folder.resolve("password"), source.kind().password);
    Settings described =
        SettingsReader.parse(
            "cloud-test",
            """
            {"platform": "google-cloud", "route": "postgresql-to-spanner",
             "work_directory": "%s",
             "source": {"host": "10.0.0.1", "port": 5432, "database": "%2$s", "user": "%3$s",
               "password": "secret-manager:projects/cloud-test-1/secrets/source/versions/1",
               "application_roles": ["%4$s"]},
             "target": {"project": "test-project", "instance": "test-instance",
               "database": "%5$s"},
             "capture": {"slot": "%2$s", "publication": "%2$s"},
             "verification": {"chunk_rows": 300},
             "cutover": {"max_lag_seconds": 60, "max_downtime_seconds": 180},
             "google_cloud": {"project": "cloud-test-1", "region": "europe-west4",
               "network": {"name": "shop", "subnetwork": "shop-europe-west4",
                 "used_ranges": ["10.0.0.0/24"], "private_connection": {"range": "10.99.0.0/29"}},
               "instance": {"processing_units": 1000},
               "live": {"template": "crossover", "template_path": "gs://images/1/live.json"},
               "bulk": {"run_id": "r1", "template": "crossover",
                 "template_path": "gs://images/1/bulk.json"},
               "endpoints": {"dataflow": "%6$s", "datastream": "%7$s", "monitoring": "%8$s",
                 "storage": "%9$s"}}}
            """
                .formatted(
                    folder.resolve("work"),
                    source.name(),
                    source.kind().user,
                    source.role(),
                    target,
                    cloud.dataflow.service.url(),
                    cloud.datastream.service.url(),
                    cloud.monitoring.service.url(),
                    cloud.storage.url()));
    Settings.Source reached =
        with(
            with(with(described.source(), "host", "127.0.0.1"), "port", source.port()),
            "password",
            SecretReference.parse("file:" + folder.resolve("password")));
    settings =
        with(
            with(
                with(
                    with(described, "source", reached),
                    "target",
                    with(described.target(), "emulator", TestSpanner.emulatorHost())),
                "capture",
                with(described.capture(), "rotationMillis", 200)),
            "googleCloud",
            described
                .googleCloud()
                .map(
                    google ->
                        with(google, "capture", with(google.capture(), "rotationSeconds", 1))));
  }

  /** A record with another value in one of its components. */
  private static <R extends Record> R with(R record, String name, Object value) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Object[] values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        values[i] =
            components[i].getName().equals(name)
                ? value
                : components[i].getAccessor().invoke(record);
      }
      @SuppressWarnings("unchecked")
      R changed = (R) record.getClass().getDeclaredConstructor(types).newInstance(values);
      return changed;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a record has its components", e);
    }
  }

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault =
          "the launcher ends, and goes on from another machine; Datastream and Dataflow do what"
              + " they are told, and their answers are lost",
      moment = "every step of `run` on Google Cloud's adapters",
      outcome =
          "one stream, one bulk job, one live job; every row is there after a cutover by evidence",
      rowsLost = Fault.RowsLost.NONE)
  void goesFromNothingToSwitchedThoughEachStepIsFromAnotherMachine() throws Exception {
    try (MovedSource.Opened source = MovedSource.POSTGRESQL.open(Rows.TABLES)) {
      describe(source);
      try (cloud;
          Application application = Application.start(source)) {
        requireTheStreamIsMissed();
        cloud.datastream.add(StandInCloud.stream(settings), Stream.State.NOT_STARTED);
        loseAnswers();
        runFromAnotherMachineAtEveryStep();
        assertThat(cloud.dataflow.launches())
            .extracting(LaunchFlexTemplateParameter::getJobName)
            .containsExactly("cloud-test-bulk-r1", "cloud-test-live");
        requireOneLauncherAtATime();
        requireUnknownFreshnessHoldsTheGate();
        cloud.monitoring.measure(
            "datastream.googleapis.com/stream/freshness", Map.of("cloud-test-changes", 2.0));
        requireSwitched();
        application.awaitRefusal();
        Rows.requireEqual(source, target, application);
        requireCompleted();
      }
    }
  }

  /** Who has not deployed the live stack is told so; what was made in the source is found later. */
  private void requireTheStreamIsMissed() {
    try (Wiring wiring = wiring()) {
      assertThatThrownBy(() -> wiring.migration(Progress.silent()).run())
          .isInstanceOf(ExternalToolException.class)
          .hasMessageContaining("crossover deploy --phase capture");
    }
  }

  /** What is asked for is done, and nobody hears of it. */
  private void loseAnswers() {
    cloud.datastream.service.loseAnswer("UpdateStream", Status.UNAVAILABLE);
    cloud.dataflow.service.loseAnswer("LaunchFlexTemplate", Status.DEADLINE_EXCEEDED);
    cloud.dataflow.service.loseAnswer("LaunchFlexTemplate", Status.UNAVAILABLE);
  }

  private void runFromAnotherMachineAtEveryStep() {
    int steps = 0;
    Optional<Phase> phase = Optional.empty();
    while (phase.isEmpty()) {
      try (Wiring wiring = wiring()) {
        phase = Optional.of(wiring.migration(new DyingProgress(++steps)).run());
      } catch (DyingProgress.Died goesOn) {
        assertThat(steps).isLessThan(30);
      }
    }
    assertThat(phase).contains(Phase.READY);
    assertThat(steps).isGreaterThan(4);
  }

  /** The end of a launcher at the line of its progress with a number. */
  private static final class DyingProgress implements Progress {
    private int left;

    DyingProgress(int line) {
      left = line;
    }

    @Override
    public void note(String line) {
      if (--left == 0) {
        throw new Died();
      }
    }

    @Override
    public void show(List<Reading> readings) {}

    @Override
    public void close() {}

    private static final class Died extends RuntimeException {}
  }

  private void requireOneLauncherAtATime() {
    try (Wiring first = wiring();
        Wiring second = wiring()) {
      first
          .lock()
          .with(
              lease ->
                  assertThatThrownBy(() -> second.migration(Progress.silent()).run())
                      .isInstanceOf(AlreadyRunningException.class)
                      .hasMessageContaining(MigrationLock.host()));
      assertThat(second.migration(Progress.silent()).run()).isEqualTo(Phase.READY);
    }
    assertThat(cloud.dataflow.launches()).hasSize(2);
  }

  private void requireUnknownFreshnessHoldsTheGate() {
    try (Wiring wiring = wiring()) {
      StatusReport status = wiring.status().look();
      assertThat(status.stream().state()).isEqualTo("RUNNING");
      assertThat(status.stream().emitted()).isEmpty();
      assertThat(status.measures()).extracting(Measure::text).containsOnly("unknown");
      CutoverReport refused = cutOver(wiring);
      assertThat(refused.exitCode()).isEqualTo(ExitCode.GATE_NOT_MET);
      assertThat(refused.problem().orElseThrow()).contains("stream freshness unknown");
    }
  }

  private void requireSwitched() {
    try (Wiring wiring = wiring()) {
      assertThat(wiring.verify(Progress.silent()).verdict()).isEqualTo(Verdict.PASS);
    }
    try (Wiring wiring = wiring()) {
      CutoverReport cutover = cutOver(wiring);
      assertThat(cutover.exitCode()).as(cutover.problem().orElse("")).isEqualTo(ExitCode.DONE);
      assertThat(cutover.phase()).isEqualTo(Phase.SWITCHED);
      assertThat(cutover.catchUp()).contains(CatchUpKind.EVIDENCE);
    }
  }

  private static CutoverReport cutOver(Wiring wiring) {
    return wiring
        .lock()
        .withCutover(lease -> wiring.cutover(Progress.silent()).execute(lease, Optional.empty()));
  }

  private void requireCompleted() {
    try (Wiring wiring = wiring()) {
      wiring.cleanup(Progress.silent()).run(false);
      assertThat(wiring.lock().look().orElseThrow().phase()).isEqualTo(Phase.COMPLETED);
      assertThat(cloud.datastream.state(StandInCloud.stream(settings)))
          .isEqualTo(Stream.State.PAUSED);
    }
  }
}
