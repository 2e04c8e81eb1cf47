package dev.crossover.launcher.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.ExternalToolException;
import dev.crossover.contract.SourceException;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.journal.Phase;
import dev.crossover.launcher.world.Faults.Killed;
import dev.crossover.launcher.world.Faults.When;
import dev.crossover.launcher.world.InMemoryWorld;
import dev.crossover.platforms.googlecloud.handoff.JobEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events over HTTP, as Eventarc sends them, to the real workflow over the in-memory world. */
class UnattendedHandoffTest {
  private static final String BULK = "shop-prod-bulk-r1";
  private static final String OTHER_SLOT = ", \"capture\": {\"slot\": \"other\"}";

  private final InMemoryWorld world = new InMemoryWorld();
  private final List<String> undelivered = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<EventServer> instances = new ArrayList<>();
  private boolean ready = true;
  private boolean keeps = true;

  @AfterEach
  void end() {
    instances.forEach(EventServer::close);
  }

  private EventServer instance() {
    return instance(
        new UnattendedHandoff(
                Set.of(BULK), world::lock, () -> world.job("bulk", world.bulkJob), world::migration)
            ::on);
  }

  private EventServer instance(Function<JobEvent, Reply> handoff) {
    EventServer server =
        new EventServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            handoff,
            (body, reason) -> {
              if (!keeps) {
                throw new ExternalToolException("the topic is gone");
              }
              undelivered.add(reason);
            },
            () -> ready);
    server.start();
    instances.add(server);
    return server;
  }

  private static HttpRequest.Builder to(EventServer server, String path) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path)))
        .timeout(Duration.ofSeconds(30));
  }

  /** The binary mode, with what a real event of Dataflow was seen to have. */
  private static HttpRequest event(EventServer server, String job, String state) {
    return to(server, "/events/job-status")
        .header("ce-id", "d20f9a8d4703f3a4313c1dde7c1b19ff")
        .header("ce-source", "//dataflow.googleapis.com/projects/shop/locations/europe-west4")
        .header("ce-specversion", "1.0")
        .header("ce-type", "google.cloud.dataflow.job.v1beta3.statusChanged")
        .header("ce-job", job)
        .header("ce-subject", "jobs/" + job)
        .header("Content-Type", "application/json; charset=utf-8")
        .POST(
            BodyPublishers.ofString(
                """
                {"payload": {"location": "europe-west4", "name": "%s", "currentState": "%s",
                 "currentStateTime": "2026-03-13T20:30:57.106560Z", "id": "2026-1"}}
                """
                    .formatted(job, state)))
        .build();
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return client.send(request, BodyHandlers.ofString());
  }

  private int tell(String job, String state) throws Exception {
    return send(event(instance(), job, state)).statusCode();
  }

  @Test
  void startsTheLiveJobWhenTheBulkJobHasEnded() throws Exception {
    world.migration().capture();
    world.endBulkJob();

    HttpResponse<String> answer = send(event(instance(), BULK, "JOB_STATE_DONE"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo("the live job is started; the migration is in phase APPLYING\n");
    assertThat(world.liveJob.starts()).isEqualTo(1);
    assertThat(world.bulkJob.starts()).isEqualTo(1);
    assertThat(world.entry().owner()).isEmpty();
    assertThat(world.run()).isEqualTo(Phase.READY);
    assertThat(world.liveJob.starts()).isEqualTo(1);
  }

  @Test
  @Fault(
      kind = Fault.Kind.REFUSED_CALL,
      fault = "an event comes several times and out of order",
      moment = "the unattended handoff",
      outcome = "the live job starts once")
  void startsItOnceHoweverOftenAndLateItIsTold() throws Exception {
    world.migration().capture();
    world.endBulkJob();

    assertThat(tell(BULK, "JOB_STATE_DONE")).isEqualTo(200);
    assertThat(tell(BULK, "JOB_STATE_DONE")).isEqualTo(200);
    assertThat(tell(BULK, "JOB_STATE_RUNNING")).isEqualTo(200);
    world.run();
    assertThat(send(event(instance(), BULK, "JOB_STATE_DONE")).body())
        .isEqualTo("handed over before; the migration is in phase READY\n");

    assertThat(world.liveJob.starts()).isEqualTo(1);
    assertThat(world.bulkJob.starts()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"shop-prod-bulk-r2", "shop-prod-bulk-r1-eu", "shop-dev-bulk-r1", "shop-prod-live"})
  void leavesOtherEnvironmentsRunsAndJobsAlone(String job) throws Exception {
    world.migration().capture();
    world.endBulkJob();

    assertThat(tell(job, "JOB_STATE_DONE")).isEqualTo(200);
    assertThat(world.entry().phase()).isEqualTo(Phase.BULK_LOADING);
    assertThat(world.liveJob.starts()).isZero();
  }

  @Test
  void believesThePlatformAndNotTheEvent() throws Exception {
    world.migration().capture();
    assertThat(tell(BULK, "JOB_STATE_DONE")).isEqualTo(503);
    world.bulkJob.start();
    assertThat(tell(BULK, "JOB_STATE_RUNNING")).isEqualTo(200);
    assertThat(tell(BULK, "JOB_STATE_DONE")).isEqualTo(503);
    assertThat(world.entry().phase()).isEqualTo(Phase.CAPTURING);

    world.endBulkJob();
    assertThat(world.entry().phase()).isEqualTo(Phase.BULK_LOADING);
    assertThat(tell(BULK, "JOB_STATE_RUNNING")).isEqualTo(200);
    assertThat(world.liveJob.starts()).isEqualTo(1);
  }

  @Test
  void keepsTheEventOfABulkLoadThatFailed() throws Exception {
    world.migration().capture();
    world.bulkJob.start();
    world.bulkJob.fail("Timeout in polling result file");

    assertThat(tell(BULK, "JOB_STATE_FAILED")).isEqualTo(200);
    assertThat(undelivered)
        .containsExactly(
            "the bulk load failed: Timeout in polling result file; repair the cause, then:"
                + " crossover run");
    keeps = false;
    assertThat(tell(BULK, "JOB_STATE_FAILED")).isEqualTo(503);
  }

  @Test
  void asksForTheEventAgainWhileTheGateIsNotMetAndThenGoesOn() throws Exception {
    world.migration().capture();
    world.endBulkJob();
    world.openDeadLetters = 2;
    EventServer instance = instance();

    keeps = false;
    assertThat(send(event(instance, BULK, "JOB_STATE_DONE")).statusCode()).isEqualTo(503);
    keeps = true;
    assertThat(send(event(instance, BULK, "JOB_STATE_DONE")).statusCode()).isEqualTo(503);
    assertThat(send(event(instance, BULK, "JOB_STATE_DONE")).statusCode()).isEqualTo(503);
    assertThat(undelivered).singleElement().asString().contains("dead-letters: 2 open");
    assertThat(world.liveJob.starts()).isZero();

    world.openDeadLetters = 0;
    assertThat(send(event(instance, BULK, "JOB_STATE_DONE")).statusCode()).isEqualTo(200);
    assertThat(world.liveJob.starts()).isEqualTo(1);
  }

  @Test
  @Fault(
      kind = Fault.Kind.TWO_LAUNCHERS,
      fault = "`serve` is told of the bulk job while a person works",
      moment = "the lease is held",
      outcome = "`serve` asks for the event again; the live job starts once")
  void asksForTheEventAgainWhileAPersonRunsTheMigration() throws Exception {
    world.migration().capture();
    world.endBulkJob();
    EventServer instance = instance();

    int meanwhile = world.lock().with(lease -> statusOf(event(instance, BULK, "JOB_STATE_DONE")));

    assertThat(meanwhile).isEqualTo(503);
    assertThat(world.run()).isEqualTo(Phase.READY);
    assertThat(send(event(instance, BULK, "JOB_STATE_DONE")).statusCode()).isEqualTo(200);
    assertThat(world.liveJob.starts()).isEqualTo(1);
  }

  private int statusOf(HttpRequest request) {
    return client.sendAsync(request, BodyHandlers.ofString()).join().statusCode();
  }

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of `serve`",
      moment = "before and after it starts the live job",
      outcome = "the event comes again, and the live job has started once")
  void anInstanceThatDiesBetweenNoteAndLaunchIsFollowedByOneThatLaunches() throws Exception {
    world.migration().capture();
    world.endBulkJob();
    for (When moment : When.values()) {
      world.faults.strike("live.start", moment, Killed::new);
      EventServer dying = instance();
      assertThatThrownBy(() -> send(event(dying, BULK, "JOB_STATE_DONE")))
          .isInstanceOf(IOException.class);
      world.outlastTheLease();
    }

    assertThat(tell(BULK, "JOB_STATE_DONE")).isEqualTo(200);
    assertThat(world.liveJob.starts()).isEqualTo(1);
    assertThat(world.entry().phase()).isEqualTo(Phase.APPLYING);
  }

  @Test
  void asksForTheEventAgainWhenSourceOrTargetFail() throws Exception {
    world.migration().capture();
    world.endBulkJob();
    world.faults.strike("stream.status", When.BEFORE, () -> new SourceException("no route"));
    assertThat(tell(BULK, "JOB_STATE_DONE")).isEqualTo(503);
    assertThat(tell(BULK, "JOB_STATE_DONE")).isEqualTo(200);
  }

  @Test
  void aMigrationThatNobodyHasBegunIsForAPerson() throws Exception {
    assertThat(tell(BULK, "JOB_STATE_DONE")).isEqualTo(503);
    assertThat(undelivered).containsExactly("the migration has not begun: crossover run");
  }

  @Test
  void aServiceWithOtherSettingsThanTheMigrationHasIsForAPerson() throws Exception {
    world.migration().capture();
    world.endBulkJob();
    world.settings = InMemoryWorld.settings("postgresql-to-spanner", OTHER_SLOT);

    assertThat(tell(BULK, "JOB_STATE_DONE")).isEqualTo(503);

    assertThat(undelivered).singleElement().asString().contains("capture.slot must be crossover");
    assertThat(world.liveJob.starts()).isZero();
  }

  @Test
  void takesTheStructuredModeToo() throws Exception {
    world.migration().capture();
    world.endBulkJob();
    HttpRequest request =
        to(instance(), "/events/job-status")
            .header("Content-Type", "application/cloudevents+json")
            .POST(
                BodyPublishers.ofString(
                    """
{"specversion": "1.0", "id": "1", "source": "//dataflow.googleapis.com/p",
 "type": "google.cloud.dataflow.job.v1beta3.statusChanged",
 "data": {"payload": {"name": "shop-prod-bulk-r1", "currentState": "JOB_STATE_DONE"}}}
"""))
            .build();

    assertThat(send(request).statusCode()).isEqualTo(200);
    assertThat(world.liveJob.starts()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no JSON", "[]", "{\"payload\": {}}", "{\"payload\": \"\"}"})
  void aMalformedEventIsKeptAndNotAskedForAgain(String body) throws Exception {
    HttpRequest whole = event(instance(), BULK, "JOB_STATE_DONE");
    HttpRequest request =
        HttpRequest.newBuilder(whole, (name, value) -> true)
            .POST(BodyPublishers.ofString(body))
            .build();

    assertThat(send(request).statusCode()).isEqualTo(200);
    assertThat(undelivered).singleElement().asString().startsWith("no event that can be read: ");
  }

  @Test
  void aRequestThatIsNoEventIsKeptToo() throws Exception {
    HttpRequest request =
        to(instance(), "/events/job-status").POST(BodyPublishers.ofString("{}")).build();
    assertThat(send(request).statusCode()).isEqualTo(200);
    assertThat(undelivered).containsExactly("no event that can be read: the event has no ce-id");
  }

  @Test
  void anEventOfAnotherTypeIsNotForUs() throws Exception {
    HttpRequest whole = event(instance(), BULK, "JOB_STATE_DONE");
    HttpRequest request =
        HttpRequest.newBuilder(whole, (name, value) -> !name.equalsIgnoreCase("ce-type"))
            .header("ce-type", "google.cloud.storage.object.v1.finalized")
            .build();
    assertThat(send(request).body()).isEqualTo("not an event of a job\n");
  }

  @Test
  void tellsWhetherItLivesAndWhetherItIsReady() throws Exception {
    EventServer server = instance();
    assertThat(send(to(server, "/livez").build()).statusCode()).isEqualTo(200);
    assertThat(send(to(server, "/readyz").build()).statusCode()).isEqualTo(200);
    ready = false;
    assertThat(send(to(server, "/livez").build()).statusCode()).isEqualTo(200);
    assertThat(send(to(server, "/readyz").build()).statusCode()).isEqualTo(503);
    assertThat(send(to(server, "/elsewhere").build()).statusCode()).isEqualTo(404);
    assertThat(send(to(server, "/livez/below").build()).statusCode()).isEqualTo(404);
    assertThat(send(to(server, "/events/job-status").build()).statusCode()).isEqualTo(405);
  }

  @Test
  void answersABugSoThatTheEventComesAgain() throws Exception {
    EventServer server =
        instance(
            event -> {
              throw new IllegalStateException("bug");
            });
    HttpResponse<String> answer = send(event(server, BULK, "JOB_STATE_DONE"));
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).doesNotContain("IllegalState");
  }

  @Test
  void endsOnlyWhenTheEventAtWorkIsAnswered() throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    EventServer server =
        instance(
            event -> {
              working.countDown();
              await(goOn);
              return Reply.done("done");
            });
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(event(server, BULK, "JOB_STATE_DONE"), BodyHandlers.ofString());
    assertThat(working.await(30, TimeUnit.SECONDS)).isTrue();

    CompletableFuture<Void> end = CompletableFuture.runAsync(server::close);
    assertThat(end).isNotDone();
    goOn.countDown();

    assertThat(answer.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    end.get(30, TimeUnit.SECONDS);
    assertThatThrownBy(() -> send(event(server, BULK, "JOB_STATE_DONE")))
        .isInstanceOf(IOException.class);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
