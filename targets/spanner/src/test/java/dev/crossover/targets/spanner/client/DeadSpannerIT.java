package dev.crossover.targets.spanner.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.spanner.DatabaseId;
import com.google.cloud.spanner.InstanceConfigId;
import com.google.cloud.spanner.InstanceId;
import com.google.cloud.spanner.InstanceInfo;
import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import com.google.cloud.spanner.TransactionContext;
import dev.crossover.contract.CrossoverException;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.schema.SchemaProgress;
import dev.crossover.engine.schema.SchemaScript;
import dev.crossover.platforms.local.SpannerEmulatorProcess;
import dev.crossover.targets.spanner.SpannerAdmin;
import dev.crossover.targets.spanner.ddl.SpannerSchemaApplier;
import dev.crossover.targets.spanner.journal.SpannerJournal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The time-out of the tests is not what is asserted: it ends a call that never comes back. */
@Timeout(value = 90, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeadSpannerIT {
  /** A stream may be silent for longer than any of these tests takes. */
  private static final CallLimits LIMITS =
      new CallLimits(Duration.ofSeconds(2), Duration.ofHours(1), Duration.ofSeconds(1));

  @TempDir private Path folder;
  private SpannerEmulatorProcess emulator;
  private SpannerDatabase target;

  @BeforeEach
  void startAnEmulatorOfOurOwn() throws Exception {
    emulator = SpannerEmulatorProcess.start(folder.resolve("emulator.log"));
    DatabaseId id = DatabaseId.of("test-project", "test-instance", "db");
    target = SpannerDatabase.open(id, Optional.of(emulator.host()), LIMITS);
    target
        .spanner()
        .getInstanceAdminClient()
        .createInstance(
            InstanceInfo.newBuilder(InstanceId.of("test-project", "test-instance"))
                .setInstanceConfigId(InstanceConfigId.of("test-project", "emulator-config"))
                .setDisplayName("test")
                .setNodeCount(1)
                .build())
        .get();
    target.admin().createDatabase("test-instance", "db", SpannerJournal.ddl()).get();
    new SpannerJournal(target.client(), "m", Clock.systemUTC()).read();
  }

  @AfterEach
  void end() {
    emulator.close();
    target.close();
  }

  @Test
  @Fault(
      kind = Fault.Kind.TARGET,
      fault = "kill -9 of the target",
      moment = "every kind of call: query, read, write, transaction, DDL, journal",
      outcome = "every call fails by its deadline; none hangs")
  void everyCallFailsWhenTheEmulatorIsKilled() {
    emulator.close();

    everyCallFails();
  }

  @Test
  @Fault(
      kind = Fault.Kind.STOPPED,
      fault = "SIGSTOP of the target",
      moment = "every kind of call: query, read, write, transaction, DDL, journal",
      outcome = "every call fails by its deadline; none hangs")
  void everyCallFailsWhenTheEmulatorStandsStill() throws Exception {
    standStill();

    everyCallFails();
  }

  @Test
  @Fault(
      kind = Fault.Kind.STOPPED,
      fault = "SIGSTOP of the target, then SIGCONT",
      moment = "a read",
      outcome = "fails by its deadline, then works again")
  void callsWorkAgainWhenTheEmulatorGoesOn() throws Exception {
    standStill();
    fails(this::stream);
    run("kill", "-CONT", pid());

    new Retries(20, Duration.ofMillis(100), Duration.ofSeconds(1), d -> Thread.sleep(d.toMillis()))
        .call(
            () -> {
              stream();
              return true;
            });
  }

  /** On a busy machine a thread may still answer after the signal was sent. */
  private void standStill() throws Exception {
    run("kill", "-STOP", pid());
    while (!run("ps", "-L", "-o", "state=", "-p", pid()).lines().allMatch(s -> s.startsWith("T"))) {
      Thread.onSpinWait();
    }
  }

  private String pid() {
    return Long.toString(emulator.pid());
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    return output;
  }

  private void everyCallFails() {
    fails(this::stream);
    fails(this::query);
    fails(() -> target.client().singleUse().readRow(SpannerJournal.TABLE, key(), List.of("phase")));
    fails(() -> target.client().writeAtLeastOnce(List.of(delete())));
    fails(() -> target.client().readWriteTransaction().run(transaction -> write(transaction)));
    SpannerAdmin admin = new SpannerAdmin(target, true);
    failsAsOurs(admin::databaseExists);
    failsAsOurs(admin::create);
    failsAsOurs(
        () ->
            admin.makeTables(
                List.of("CREATE TABLE more (id INT64) PRIMARY KEY (id)"), SchemaProgress.NONE));
    failsAsOurs(
        () ->
            new SpannerSchemaApplier(target)
                .apply(new SchemaScript(List.of("CREATE TABLE t (id INT64) PRIMARY KEY (id)"))));
    failsAsOurs(() -> new SpannerJournal(target.client(), "m", Clock.systemUTC()).read());
  }

  private static void fails(ThrowingCallable call) {
    assertThatThrownBy(call).hasMessageContaining("DEADLINE_EXCEEDED");
  }

  private static void failsAsOurs(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(CrossoverException.class);
  }

  private static Key key() {
    return Key.of("m");
  }

  private static Mutation delete() {
    return Mutation.delete(SpannerJournal.TABLE, KeySet.singleKey(key()));
  }

  private static Void write(TransactionContext transaction) {
    transaction.buffer(delete());
    return null;
  }

  private void stream() {
    try (ResultSet rows =
        target.client().singleUse().read(SpannerJournal.TABLE, KeySet.all(), List.of("phase"))) {
      while (rows.next()) {
        rows.getCurrentRowAsStruct();
      }
    }
  }

  private void query() {
    try (ResultSet rows =
        target.client().singleUse().executeQuery(Statement.of("SELECT 1 FROM crossover_journal"))) {
      while (rows.next()) {
        rows.getCurrentRowAsStruct();
      }
    }
  }
}
