package dev.crossover.platforms.googlecloud.jobs;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode.Code;
import com.google.dataflow.v1beta3.FlexTemplatesServiceClient;
import com.google.dataflow.v1beta3.FlexTemplatesServiceSettings;
import com.google.dataflow.v1beta3.GetJobRequest;
import com.google.dataflow.v1beta3.Job;
import com.google.dataflow.v1beta3.JobMessage;
import com.google.dataflow.v1beta3.JobMessageImportance;
import com.google.dataflow.v1beta3.JobState;
import com.google.dataflow.v1beta3.JobsV1Beta3Client;
import com.google.dataflow.v1beta3.JobsV1Beta3Settings;
import com.google.dataflow.v1beta3.ListJobMessagesRequest;
import com.google.dataflow.v1beta3.ListJobsRequest;
import com.google.dataflow.v1beta3.MessagesV1Beta3Client;
import com.google.dataflow.v1beta3.MessagesV1Beta3Settings;
import com.google.dataflow.v1beta3.UpdateJobRequest;
import dev.crossover.contract.ExternalToolException;
import dev.crossover.engine.time.Timing;
import dev.crossover.platforms.googlecloud.client.ServiceAddress;
import dev.crossover.platforms.googlecloud.client.ServiceCalls;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Dataflow in one project and region. Safe for many threads. */
public final class Dataflow implements AutoCloseable {
  private static final int SHOWN_ERRORS = 3;
  private static final int LAUNCHES = 4;

  private final String project;
  private final String region;
  private final ServiceCalls calls;
  private final FlexTemplatesServiceClient templates;
  private final JobsV1Beta3Client jobs;
  private final MessagesV1Beta3Client messages;

  private Dataflow(
      String project,
      String region,
      ServiceCalls calls,
      FlexTemplatesServiceClient templates,
      JobsV1Beta3Client jobs,
      MessagesV1Beta3Client messages) {
    this.project = project;
    this.region = region;
    this.calls = calls;
    this.templates = templates;
    this.jobs = jobs;
    this.messages = messages;
  }

  /**
   * @throws ExternalToolException if there are no credentials
   */
  public static Dataflow open(
      String project, String region, ServiceAddress address, Timing timing) {
    try {
      return new Dataflow(
          project,
          region,
          new ServiceCalls(
              "Dataflow",
              "roles/dataflow.developer, and roles/iam.serviceAccountUser on the"
                  + " workers' account",
              timing),
          FlexTemplatesServiceClient.create(
              address.grpc(FlexTemplatesServiceSettings.newBuilder()).build()),
          JobsV1Beta3Client.create(address.grpc(JobsV1Beta3Settings.newBuilder()).build()),
          MessagesV1Beta3Client.create(address.grpc(MessagesV1Beta3Settings.newBuilder()).build()));
    } catch (IOException e) {
      throw ServiceCalls.noCredentials("Dataflow", e);
    }
  }

  Timing timing() {
    return calls.timing();
  }

  /** Every job that ever had a name, those that run first. */
  List<Job> named(String name) {
    return calls.ask(
        "list the jobs named %s of project %s in %s".formatted(name, project, region),
        () -> {
          List<Job> found = new ArrayList<>();
          ListJobsRequest request =
              ListJobsRequest.newBuilder()
                  .setProjectId(project)
                  .setLocation(region)
                  .setFilter(ListJobsRequest.Filter.ALL)
                  .setName(name)
                  .build();
          for (Job job : jobs.listJobs(request).iterateAll()) {
            if (job.getName().equals(name)) {
              found.add(job);
            }
          }
          return found;
        });
  }

  Optional<Job> job(String id) {
    return calls.find(
        "look at job %s".formatted(id),
        () ->
            jobs.getJob(
                GetJobRequest.newBuilder()
                    .setProjectId(project)
                    .setLocation(region)
                    .setJobId(id)
                    .build()));
  }

  /**
   * Launches a job. Dataflow refuses a second one of the name while one runs; then, and if the
   * answer to the launch was lost, the job is the one that the name finds.
   *
   * @param before the ids of the name's jobs before
   * @return its id
   */
  String launch(JobOrder order, Set<String> before) {
    String what = "launch job %s from %s".formatted(order.name(), order.templatePath());
    for (int launches = 1; ; launches++) {
      try {
        return templates.launchFlexTemplate(order.request(project, region)).getJob().getId();
      } catch (ApiException e) {
        Optional<String> found =
            ServiceCalls.isPassing(e) || ServiceCalls.code(e) == Code.ALREADY_EXISTS
                ? launched(order.name(), before)
                : Optional.empty();
        if (found.isPresent()) {
          return found.get();
        }
        if (launches == LAUNCHES || !ServiceCalls.isPassing(e)) {
          throw calls.failed(what, e);
        }
        calls.timing().pause(Duration.ofSeconds(1L << launches));
      }
    }
  }

  private Optional<String> launched(String name, Set<String> before) {
    return named(name).stream()
        .filter(job -> !before.contains(job.getId()) || JobStates.isActive(job.getCurrentState()))
        .map(Job::getId)
        .findFirst();
  }

  /** Asks for the end of a job; does nothing if it has ended by itself meanwhile. */
  void end(Job job, JobState end) {
    try {
      calls.ask(
          "end job %s (%s)".formatted(job.getName(), job.getId()),
          () ->
              jobs.updateJob(
                  UpdateJobRequest.newBuilder()
                      .setProjectId(project)
                      .setLocation(region)
                      .setJobId(job.getId())
                      .setJob(Job.newBuilder().setRequestedState(end))
                      .build()));
    } catch (ExternalToolException e) {
      if (job(job.getId()).filter(now -> JobStates.isActive(now.getCurrentState())).isPresent()) {
        throw e;
      }
    }
  }

  /** The last errors of a job, oldest first, in the service's own words. */
  List<String> lastErrors(String id) {
    return calls.ask(
        "read the messages of job %s".formatted(id),
        () -> {
          Deque<String> last = new ArrayDeque<>();
          ListJobMessagesRequest request =
              ListJobMessagesRequest.newBuilder()
                  .setProjectId(project)
                  .setLocation(region)
                  .setJobId(id)
                  .setMinimumImportance(JobMessageImportance.JOB_MESSAGE_ERROR)
                  .build();
          for (JobMessage message : messages.listJobMessages(request).iterateAll()) {
            last.addLast(message.getMessageText());
            if (last.size() > SHOWN_ERRORS) {
              last.removeFirst();
            }
          }
          return List.copyOf(last);
        });
  }

  /** Where a person looks at a job. */
  String console(String id) {
    return "https://console.cloud.google.com/dataflow/jobs/%s/%s?project=%s"
        .formatted(region, id, project);
  }

  static Set<String> ids(List<Job> jobs) {
    return jobs.stream().map(Job::getId).collect(Collectors.toSet());
  }

  @Override
  public void close() {
    templates.close();
    jobs.close();
    messages.close();
  }
}
