package dev.crossover.platforms.googlecloud.fake;

import com.google.dataflow.v1beta3.FlexTemplatesServiceGrpc;
import com.google.dataflow.v1beta3.GetJobRequest;
import com.google.dataflow.v1beta3.Job;
import com.google.dataflow.v1beta3.JobMessage;
import com.google.dataflow.v1beta3.JobMessageImportance;
import com.google.dataflow.v1beta3.JobState;
import com.google.dataflow.v1beta3.JobsV1Beta3Grpc;
import com.google.dataflow.v1beta3.LaunchFlexTemplateParameter;
import com.google.dataflow.v1beta3.LaunchFlexTemplateRequest;
import com.google.dataflow.v1beta3.LaunchFlexTemplateResponse;
import com.google.dataflow.v1beta3.ListJobMessagesRequest;
import com.google.dataflow.v1beta3.ListJobMessagesResponse;
import com.google.dataflow.v1beta3.ListJobsRequest;
import com.google.dataflow.v1beta3.ListJobsResponse;
import com.google.dataflow.v1beta3.MessagesV1Beta3Grpc;
import com.google.dataflow.v1beta3.UpdateJobRequest;
import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Dataflow, as far as it is asked. Each rule follows a line of its documentation:
 *
 * <ul>
 *   <li>{@code Job.name}: "Only one active job with a given name can exist in a project within one
 *       region at any given time"; a flex template that is launched while one is active is refused
 *       with ALREADY_EXISTS, and names of jobs that are over may be used again.
 *   <li>{@code ListJobsRequest.Filter.ALL}: "Returns all running jobs first ordered on creation
 *       timestamp, then returns all terminated jobs ordered on the termination timestamp."; {@code
 *       name}: only jobs of that name. Lists are eventually consistent, so a test may let them lag.
 *   <li>{@code JOB_STATE_QUEUED}: "the job has been created but is being delayed until launch": so
 *       every flex template begins.
 *   <li>{@code JOB_STATE_CANCELLED}, {@code JOB_STATE_DRAINING}: "may only be set via a Cloud
 *       Dataflow UpdateJob call, and only if the job has not yet reached another terminal state".
 *   <li>{@code ListJobMessagesRequest.minimum_importance}: "only get messages with importance >=
 *       level".
 * </ul>
 */
public final class FakeDataflow implements AutoCloseable {
  private static final Set<JobState> OVER =
      EnumSet.of(
          JobState.JOB_STATE_DONE,
          JobState.JOB_STATE_FAILED,
          JobState.JOB_STATE_CANCELLED,
          JobState.JOB_STATE_DRAINED,
          JobState.JOB_STATE_UPDATED);

  public final FakeService service = new FakeService(new Templates(), new Jobs(), new Messages());

  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private final Map<String, List<String>> errors = new LinkedHashMap<>();
  private final List<LaunchFlexTemplateParameter> launches = new ArrayList<>();
  private final Consumer<Job> launched;
  private final Consumer<Job> ended;
  private int numbers;
  private boolean listsLag;
  private boolean endsFirst;

  /** Of jobs that nobody works at. */
  public FakeDataflow() {
    this(job -> {}, job -> {});
  }

  /**
   * @param launched begins the work of a job
   * @param ended ends the work of a job that is cancelled or drained
   */
  public FakeDataflow(Consumer<Job> launched, Consumer<Job> ended) {
    this.launched = launched;
    this.ended = ended;
  }

  /** From now on lists do not have what is launched later. */
  public synchronized void letListsLag(boolean lag) {
    listsLag = lag;
  }

  /** From now on a job whose end is asked for has ended by itself just before. */
  public synchronized void letJobsEndFirst() {
    endsFirst = true;
  }

  /** What was launched, in order. */
  public synchronized List<LaunchFlexTemplateParameter> launches() {
    return List.copyOf(launches);
  }

  /** The jobs that ever had a name, oldest first. */
  public synchronized List<Job> named(String name) {
    return jobs.values().stream().filter(job -> job.getName().equals(name)).toList();
  }

  /** The newest job of a name gets another state. */
  public synchronized void become(String name, JobState state) {
    List<Job> named = named(name);
    Job job = named.get(named.size() - 1);
    jobs.put(job.getId(), job.toBuilder().setCurrentState(state).build());
  }

  /** The newest job of a name fails, and says why. */
  public synchronized void fail(String name, String... why) {
    become(name, JobState.JOB_STATE_FAILED);
    List<Job> named = named(name);
    errors.put(named.get(named.size() - 1).getId(), List.of(why));
  }

  /** Somebody else launches a job. */
  public synchronized Job add(String name, JobState state) {
    numbers++;
    Job job =
        Job.newBuilder()
            .setId("2026-01-01_00_00_00-" + numbers)
            .setName(name)
            .setCurrentState(state)
            .setCreateTime(Timestamp.newBuilder().setSeconds(1_767_225_600L + numbers))
            .build();
    jobs.put(job.getId(), job);
    return job;
  }

  @Override
  public void close() {
    service.close();
  }

  private static boolean isOver(Job job) {
    return OVER.contains(job.getCurrentState());
  }

  private static <A> void answer(StreamObserver<A> observer, A answer) {
    observer.onNext(answer);
    observer.onCompleted();
  }

  private final class Templates extends FlexTemplatesServiceGrpc.FlexTemplatesServiceImplBase {
    @Override
    public void launchFlexTemplate(
        LaunchFlexTemplateRequest request, StreamObserver<LaunchFlexTemplateResponse> observer) {
      Job job;
      synchronized (FakeDataflow.this) {
        LaunchFlexTemplateParameter parameter = request.getLaunchParameter();
        if (named(parameter.getJobName()).stream().anyMatch(other -> !isOver(other))) {
          observer.onError(
              Status.ALREADY_EXISTS
                  .withDescription(
                      "The workflow could not be created. There is already an active job named "
                          + parameter.getJobName())
                  .asRuntimeException());
          return;
        }
        launches.add(parameter);
        job = add(parameter.getJobName(), JobState.JOB_STATE_QUEUED);
      }
      launched.accept(job);
      answer(observer, LaunchFlexTemplateResponse.newBuilder().setJob(job).build());
    }
  }

  private final class Jobs extends JobsV1Beta3Grpc.JobsV1Beta3ImplBase {
    @Override
    public void getJob(GetJobRequest request, StreamObserver<Job> observer) {
      synchronized (FakeDataflow.this) {
        Job job = jobs.get(request.getJobId());
        if (job == null) {
          observer.onError(
              Status.NOT_FOUND
                  .withDescription("no job " + request.getJobId())
                  .asRuntimeException());
        } else {
          answer(observer, job);
        }
      }
    }

    @Override
    public void listJobs(ListJobsRequest request, StreamObserver<ListJobsResponse> observer) {
      synchronized (FakeDataflow.this) {
        List<Job> listed =
            jobs.values().stream()
                .filter(job -> !request.hasName() || job.getName().equals(request.getName()))
                .filter(job -> !listsLag || isOver(job))
                .sorted(Comparator.comparing(FakeDataflow::isOver))
                .toList();
        answer(observer, ListJobsResponse.newBuilder().addAllJobs(listed).build());
      }
    }

    @Override
    public void updateJob(UpdateJobRequest request, StreamObserver<Job> observer) {
      Job job;
      synchronized (FakeDataflow.this) {
        job = jobs.get(request.getJobId());
        if (endsFirst) {
          job = job.toBuilder().setCurrentState(JobState.JOB_STATE_DONE).build();
          jobs.put(job.getId(), job);
        }
        if (job == null || isOver(job)) {
          observer.onError(
              Status.FAILED_PRECONDITION
                  .withDescription("the job is not running")
                  .asRuntimeException());
          return;
        }
        job = job.toBuilder().setCurrentState(request.getJob().getRequestedState()).build();
        jobs.put(job.getId(), job);
      }
      ended.accept(job);
      answer(observer, job);
    }
  }

  private final class Messages extends MessagesV1Beta3Grpc.MessagesV1Beta3ImplBase {
    @Override
    public void listJobMessages(
        ListJobMessagesRequest request, StreamObserver<ListJobMessagesResponse> observer) {
      ListJobMessagesResponse.Builder listed = ListJobMessagesResponse.newBuilder();
      synchronized (FakeDataflow.this) {
        if (request.getMinimumImportance() != JobMessageImportance.JOB_MESSAGE_ERROR) {
          listed.addJobMessages(JobMessage.newBuilder().setMessageText("worker started"));
        }
        errors
            .getOrDefault(request.getJobId(), List.of())
            .forEach(text -> listed.addJobMessages(JobMessage.newBuilder().setMessageText(text)));
      }
      answer(observer, listed.build());
    }
  }
}
