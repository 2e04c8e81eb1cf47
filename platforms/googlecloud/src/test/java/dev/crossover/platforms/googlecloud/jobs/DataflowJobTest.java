package dev.crossover.platforms.googlecloud.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.dataflow.v1beta3.JobState;
import com.google.dataflow.v1beta3.LaunchFlexTemplateParameter;
import com.google.dataflow.v1beta3.WorkerIPAddressConfiguration;
import dev.crossover.contract.ExternalToolException;
import dev.crossover.contract.JobParameters;
import dev.crossover.contract.Settings;
import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.journal.TestClock;
import dev.crossover.engine.platform.Job;
import dev.crossover.engine.platform.Job.State;
import dev.crossover.platforms.googlecloud.CloudSettings;
import dev.crossover.platforms.googlecloud.fake.FakeDataflow;
import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DataflowJobTest {
  private static final String BULK = "shop-test-bulk-r1";
  private static final String LIVE = "shop-test-live";

  private final FakeDataflow fake = new FakeDataflow();
  private final TestClock clock = new TestClock();
  private final InMemoryBucket bucket = new InMemoryBucket();
  private final Dataflow dataflow =
      Dataflow.open("shop-test-1", "europe-west4", fake.service.address(), clock.timing());

  @AfterEach
  void close() {
    dataflow.close();
    fake.close();
  }

  /** The jobs as another process has them. */
  private DataflowJobs jobs(Settings settings) {
    return new DataflowJobs(CloudSettings.names(settings), bucket, dataflow);
  }

  private Job bulk() {
    return jobs(CloudSettings.single()).bulkLoad();
  }

  private Job live() {
    return jobs(CloudSettings.single()).applyChanges();
  }

  @Test
  void launchesWhatTheStacksAskTerraformFor() {
    Settings settings = CloudSettings.single();
    bulk().start();

    LaunchFlexTemplateParameter launch = fake.launches().get(0);
    assertThat(launch.getJobName()).isEqualTo(BULK);
    assertThat(launch.getContainerSpecGcsPath()).isEqualTo("gs://images/1/job.json");
    assertThat(launch.getParametersMap())
        .isEqualTo(new JobParameters(CloudSettings.names(settings)).bulk(Optional.empty()))
        .containsEntry("username", "crossover")
        .containsEntry("password", "secret-manager:projects/shop-test-1/secrets/source/versions/1");
    assertThat(launch.getEnvironment().getServiceAccountEmail())
        .isEqualTo("shop-test-jobs@shop-test-1.iam.gserviceaccount.com");
    assertThat(launch.getEnvironment().getSubnetwork()).endsWith("/subnetworks/shop-europe-west4");
    assertThat(launch.getEnvironment().getNetwork()).isEmpty();
    assertThat(launch.getEnvironment().getIpConfiguration())
        .isEqualTo(WorkerIPAddressConfiguration.WORKER_IP_PRIVATE);
    assertThat(launch.getEnvironment().getAdditionalUserLabelsMap())
        .containsEntry("crossover_environment", "shop-test")
        .containsEntry("team", "shop");
  }

  @ParameterizedTest
  @EnumSource(names = {"JOB_STATE_QUEUED", "JOB_STATE_RUNNING", "JOB_STATE_DONE"})
  void findsTheJobThatSomebodyElseHasLaunched(JobState state) {
    fake.add(BULK, state);

    bulk().start();

    assertThat(fake.launches()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"JOB_STATE_FAILED", "JOB_STATE_CANCELLED", "JOB_STATE_DRAINED"})
  void launchesAnotherWhereTheLastEndedBadly(JobState state) {
    fake.add(BULK, state);
    assertThat(bulk().status().state()).isEqualTo(State.FAILED);

    bulk().start();

    assertThat(fake.named(BULK)).hasSize(2);
    assertThat(bulk().status().state()).isEqualTo(State.RUNNING);
  }

  @ParameterizedTest
  @CsvSource({
    "JOB_STATE_QUEUED, RUNNING, its workers are being started",
    "JOB_STATE_PENDING, RUNNING, its workers are being started",
    "JOB_STATE_DONE, DONE,",
    "JOB_STATE_CANCELLING, FAILED, it is being cancelled",
    "JOB_STATE_DRAINING, FAILED, it is being drained",
    "JOB_STATE_CANCELLED, FAILED, it was cancelled"
  })
  void saysWhatAStateMeans(JobState theirs, State ours, String text) {
    fake.add(BULK, theirs);

    Job.Status status = bulk().status();
    assertThat(status.state()).isEqualTo(ours);
    assertThat(status.detail().orElse("")).contains(text == null ? "" : text);
  }

  @ParameterizedTest
  @CsvSource({"UNAVAILABLE", "DEADLINE_EXCEEDED"})
  @Fault(
      kind = Fault.Kind.REFUSED_CALL,
      fault = "Dataflow launches a job and the answer is lost",
      moment = "the launch of a job",
      outcome = "the job is found by its name; there is one")
  void findsTheJobWhoseLaunchWasNotAnswered(Status.Code code) {
    fake.service.loseAnswer("LaunchFlexTemplate", code.toStatus());
    Job job = bulk();

    job.start();

    assertThat(fake.named(BULK)).hasSize(1);
    assertThat(job.status().state()).isEqualTo(State.RUNNING);
  }

  @Test
  void launchesAgainWhatWasNotLaunched() {
    fake.service.refuse("LaunchFlexTemplate", Status.UNAVAILABLE);
    fake.service.refuse("ListJobs", Status.UNAVAILABLE);

    bulk().start();

    assertThat(fake.named(BULK)).hasSize(1);
  }

  @Test
  @Fault(
      kind = Fault.Kind.TWO_LAUNCHERS,
      fault = "two launchers launch a job, and Dataflow's list lags",
      moment = "the launch of a job",
      outcome =
          "Dataflow refuses the second, which finds the first when it is run again; there is one")
  void findsTheFirstWhereTwoLaunchAtOnce() {
    fake.letListsLag(true);
    bulk().start();
    fake.service.refuse("ListJobs", Status.UNAVAILABLE);

    assertThatThrownBy(() -> bulk().start())
        .isInstanceOf(ExternalToolException.class)
        .hasMessageContaining("ALREADY_EXISTS")
        .hasMessageContaining("already an active job named " + BULK);
    assertThat(fake.named(BULK)).hasSize(1);

    fake.letListsLag(false);
    bulk().start();
    assertThat(fake.named(BULK)).hasSize(1);
  }

  @Test
  void aJobThatEndsByItselfWhileItIsCancelledIsNoFailure() {
    bulk().start();
    fake.letJobsEndFirst();

    bulk().cancel();

    assertThat(bulk().status().state()).isEqualTo(State.DONE);
  }

  @Test
  void knowsItsOwnJobWhileTheListLags() {
    fake.letListsLag(true);
    Job job = bulk();

    job.start();

    assertThat(job.status().state()).isEqualTo(State.RUNNING);
  }

  @Test
  void saysWhoMayNotLaunchAndWhatToDo() {
    fake.service.refuse(
        "LaunchFlexTemplate",
        Status.PERMISSION_DENIED.withDescription("no dataflow.jobs.create on shop-test-1"));

    assertThatThrownBy(() -> bulk().start())
        .isInstanceOf(ExternalToolException.class)
        .hasMessage(
            "cannot launch job shop-test-bulk-r1 from gs://images/1/job.json: Dataflow says"
                + " PERMISSION_DENIED, no dataflow.jobs.create on shop-test-1; give the account"
                + " that runs the launcher roles/dataflow.developer, and"
                + " roles/iam.serviceAccountUser on the workers' account, then run the command"
                + " again");
    assertThat(fake.launches()).isEmpty();
  }

  @Test
  void showsTheLastErrorsAsTheyAre() {
    fake.add(BULK, JobState.JOB_STATE_RUNNING);
    fake.fail(BULK, "one", "two", "No such table: sale", "Workflow failed.");

    assertThat(bulk().status().detail().orElseThrow())
        .contains("two\nNo such table: sale\nWorkflow failed.")
        .doesNotContain("one\n")
        .contains("https://console.cloud.google.com/dataflow/jobs/europe-west4/")
        .doesNotContain("Known causes");
  }

  @Test
  void namesTheKnownCausesOfALaunchThatNobodyReportedBackFrom() {
    fake.add(BULK, JobState.JOB_STATE_RUNNING);
    fake.fail(BULK, "Timeout in polling result file: gs://b/temp/operation_result.");

    assertThat(bulk().status().detail().orElseThrow())
        .contains("Timeout in polling result file: gs://b/temp/operation_result.")
        .contains("shop-test-jobs@shop-test-1.iam.gserviceaccount.com may not pull")
        .contains("gs://shop-test-1-crossover-shop-test/temp/")
        .contains("subnetworks/shop-europe-west4 needs Private Google Access")
        .contains("gs://images/1/job.json");
  }

  @Test
  void asksDataflowOnceInFiveSeconds() {
    Job job = bulk();
    job.start();
    job.status();
    job.status();
    long before = fake.service.calls("GetJob");
    clock.advance(Duration.ofSeconds(5));
    job.status();

    assertThat(before).isEqualTo(1);
    assertThat(fake.service.calls("GetJob")).isEqualTo(2);
  }

  @Test
  void endsAJobOfOursAtOnce() {
    live().start();

    live().cancel();
    live().cancel();

    assertThat(fake.named(LIVE).get(0).getCurrentState()).isEqualTo(JobState.JOB_STATE_CANCELLED);
    assertThat(fake.service.calls("UpdateJob")).isEqualTo(1);
  }

  @Test
  void letsGooglesLiveJobFinishWhatItHasBegun() {
    Job job = jobs(CloudSettings.shardedWithGooglesTemplates()).applyChanges();
    job.start();

    job.cancel();

    assertThat(fake.named(LIVE).get(0).getCurrentState()).isEqualTo(JobState.JOB_STATE_DRAINED);
  }

  @Test
  void givesUpWaitingForAJobThatDoesNotEnd() {
    fake.add(LIVE, JobState.JOB_STATE_DRAINING);

    assertThatThrownBy(() -> live().cancel())
        .isInstanceOf(ExternalToolException.class)
        .hasMessageContaining("has not ended in 15 minutes (JOB_STATE_DRAINING)");
    assertThatThrownBy(() -> live().start())
        .isInstanceOf(ExternalToolException.class)
        .hasMessageContaining("is still ending");
  }

  @Test
  void takesAJobOfAnEarlierMigrationForNobodys() {
    bulk().start();
    fake.become(BULK, JobState.JOB_STATE_DONE);
    assertThat(bulk().status()).isEqualTo(Job.Status.of(State.DONE));

    jobs(CloudSettings.single()).forget();

    assertThat(bulk().status()).isEqualTo(Job.Status.of(State.NOT_STARTED));
    bulk().start();
    assertThat(fake.named(BULK)).hasSize(2);
  }

  @Test
  void runsAJobForEachShard() {
    Settings perShard = CloudSettings.shardedWithGooglesTemplates("per-shard");
    Job job = jobs(perShard).bulkLoad();
    job.start();
    fake.become(BULK + "-north", JobState.JOB_STATE_DONE);
    assertThat(jobs(perShard).bulkLoad().status().detail().orElseThrow())
        .isEqualTo("shard north: DONE; shard south: RUNNING, its workers are being started");

    fake.fail(BULK + "-south", "No such table: sale");

    Job.Status status = jobs(perShard).bulkLoad().status();
    assertThat(status.state()).isEqualTo(State.FAILED);
    assertThat(status.detail().orElseThrow())
        .contains("shard south: FAILED, job shop-test-bulk-r1-south: No such table: sale");
  }

  @Test
  void tellsGooglesTemplateItsShardsInAFile() {
    jobs(CloudSettings.shardedWithGooglesTemplates()).bulkLoad().start();

    assertThat(fake.launches()).hasSize(1);
    assertThat(bucket.list("bulk/r1/")).containsExactly("bulk/r1/shards.json");
    assertThat(fake.launches().get(0).getParametersMap())
        .containsEntry(
            "sourceConfigURL", "gs://shop-test-1-crossover-shop-test/bulk/r1/shards.json");
  }
}
