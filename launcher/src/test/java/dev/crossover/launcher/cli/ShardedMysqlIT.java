package dev.crossover.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossover.engine.faults.Fault;
import dev.crossover.launcher.cli.HeldLauncher.Place;
import dev.crossover.launcher.cli.TestEnvironment.Answered;
import dev.crossover.sources.mysql.MariadbServer.End;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers with the same tables and the same keys, in one migration. */
class ShardedMysqlIT {
  private static final long PATIENCE_SECONDS = 90;
  private static final Place RAISE = new Place("dev.crossover.launcher.cutover.RaiseFence", "run");
  private static final Place SEAL = new Place("dev.crossover.launcher.cutover.SealFence", "run");
  private static final Place JOURNALLED =
      new Place("dev.crossover.launcher.cutover.AfterJournal", "run");

  private final ShardedTarget target = new ShardedTarget("sharded-mysql");

  @TempDir private Path folder;
  private TwoServers servers;
  private MovedSource.Opened north;
  private MovedSource.Opened south;
  private TestEnvironment crossover;

  @BeforeEach
  void start() throws Exception {
    servers = TwoServers.start(folder);
    north = servers.north();
    south = servers.south();
    crossover =
        new TestEnvironment(folder, north, target.name())
            .with(
                "source",
                "shards",
                Map.of(
                    "north", Map.of("host", "127.0.0.1"),
                    "south", Map.of("host", "127.0.0.1", "port", south.port())))
            .with("source", "shard_id_column", "migration_shard_id");
  }

  @AfterEach
  void end() {
    crossover.run("cleanup", "--abandon");
    servers.close();
  }

  @Test
  @Fault(
      kind = Fault.Kind.ROGUE_WRITER,
      fault = "a row comes into the target that is of no shard",
      moment = "while the migration is READY",
      outcome = "verification finds it")
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "the server of one shard is stopped, and started again later",
      moment = "while the migration is READY",
      outcome =
          "`status` names the shard and shows what is known; `verify` and `run` end with its name,"
              + " and go on when it is back")
  @Fault(
      kind = Fault.Kind.KILLED,
      fault =
          "kill -9 of a cutover and of its fence watch, and one of two real servers stands still",
      moment = "the other one is fenced, that one is not",
      outcome = "the next command, also `status`, opens both",
      sourceClosed = "until a command is given")
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of a cutover, and one of two real servers stands still",
      moment = "the fence is sealed in the other one, in that one it is not",
      outcome = "the fence watch opens the sealed one at once, and that one when it answers",
      sourceClosed = Fault.LEASE)
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "the servers of all shards are stopped, and never started again",
      moment = "the journal of a cutover is written",
      outcome = "the cutover ends SWITCHED; what follows needs no source",
      sourceClosed = Fault.FOR_GOOD,
      rowsLost = Fault.RowsLost.NONE)
  void moveIntoOneDatabaseWhateverBecomesOfThemOnTheWay() throws Exception {
    movesRowsOfEqualKeysFromTwoServersIntoOneDatabase();
    findsARowOfNoShard();
    namesTheShardWhoseServerIsDownAndGoesOnWhenItIsBack();
    theNextCommandOpensAShardThatWasFencedAlone();
    theWatchOpensAShardThatWasSealedAlone();
    endsSwitchedWithoutAnyServerOnceTheJournalIsWritten();
  }

  private void movesRowsOfEqualKeysFromTwoServersIntoOneDatabase() {
    assertThat(answer("preflight").toString()).contains("shard north: ", "shard south: ");
    assertThat(answer("plan").at("/tables")).hasSize(2);
    answer("capture");
    try (ShardApp northern = new ShardApp(north, "north");
        ShardApp southern = new ShardApp(south, "south")) {
      assertThat(answer("run").at("/phase").asText()).isEqualTo("READY");
      assertThat(northern.isAlive() && southern.isAlive()).isTrue();
    }
    assertThat(answer("status").at("/stream/emitted").asText())
        .startsWith("north ")
        .contains(", south ");
  }

  private void findsARowOfNoShard() {
    target.insertBuyer("west", 1);
    Answered found = crossover.run("verify");
    assertThat(found.exitCode()).isNotZero();
    assertThat(found.json().at("/verdict").asText()).isEqualTo("MISMATCH");
    assertThat(found.text()).contains("west");
    target.deleteBuyer("west", 1);
    assertThat(answer("verify").at("/verdict").asText()).isEqualTo("PASS");
  }

  private void namesTheShardWhoseServerIsDownAndGoesOnWhenItIsBack() {
    servers.southServer().end(End.STOPPED);

    JsonNode status = answer("status");
    assertThat(status.at("/phase").asText()).isEqualTo("READY");
    assertThat(status.at("/live/unanswered").asText()).startsWith("shard south: cannot connect");
    assertThat(status.at("/live/appliedEvents").asLong()).isPositive();
    assertThat(status.at("/bulk/tables"))
        .hasSize(2)
        .allSatisfy(table -> assertThat(table.at("/rows").asLong()).isGreaterThan(390));
    assertThat(status.at("/stream/emitted").asText()).startsWith("north ").contains(", south ");
    for (String command : List.of("verify", "run")) {
      Answered refused = crossover.run(command);
      assertThat(refused.exitCode()).as(refused.text()).isEqualTo(30);
      assertThat(refused.text()).contains("shard south: ").doesNotContain("shard north: ");
    }

    servers.southServer().start();
    south.execute("UPDATE sale SET note = 'after the outage' WHERE id = 198");
    assertThat(answer("run").at("/phase").asText()).isEqualTo("READY");
    assertThat(answer("verify").at("/verdict").asText()).isEqualTo("PASS");
  }

  private void theNextCommandOpensAShardThatWasFencedAlone() throws Exception {
    try (HeldLauncher cutover = HeldLauncher.start(folder, "cutover", "--execute")) {
      cutover.keepBusyAt(RAISE);
      servers.silenceTheSouth();
      cutover.release();
      await(() -> TwoServers.isShut(north), cutover);
      cutover.handle().destroyForcibly();
      cutover.handle().onExit().join();
      crossover.kill("fence-watch");
    } finally {
      servers.wakeTheSouth();
    }
    assertThat(areShut()).containsExactly(true, false);

    assertThat(answer("status").at("/phase").asText()).isEqualTo("READY");

    assertThat(areShut()).containsOnly(false);
  }

  private void theWatchOpensAShardThatWasSealedAlone() throws Exception {
    try (HeldLauncher cutover = HeldLauncher.start(folder, "cutover", "--execute")) {
      cutover.keepBusyAt(SEAL);
      servers.silenceTheSouth();
      cutover.release();
      await(() -> TwoServers.isSealed(north), cutover);
      cutover.handle().destroyForcibly();
      await(() -> !TwoServers.isShut(north), cutover);
      servers.wakeTheSouth();
      assertThat(TwoServers.isSealed(south)).isFalse();
      await(() -> !TwoServers.isShut(south), cutover);
    } finally {
      servers.wakeTheSouth();
    }
    assertThat(answer("status").at("/phase").asText()).isEqualTo("READY");
  }

  private List<Boolean> areShut() {
    return List.of(TwoServers.isShut(north), TwoServers.isShut(south));
  }

  private void endsSwitchedWithoutAnyServerOnceTheJournalIsWritten() throws Exception {
    south.execute("UPDATE sale SET note = 'last of all' WHERE id = 197");
    try (HeldLauncher cutover = HeldLauncher.start(folder, "cutover", "--execute")) {
      cutover.keepBusyAt(JOURNALLED);
      servers.northServer().end(End.STOPPED);
      servers.southServer().end(End.STOPPED);
      cutover.release();
      assertThat(cutover.exitCode()).as(cutover.log()).isZero();
    }
    assertTheTargetsNumbersGoOnBehindThoseOfEveryShard();

    servers.northServer().start();
    servers.southServer().start();
    JsonNode status = answer("status");
    assertThat(status.at("/phase").asText()).isEqualTo("SWITCHED");
    assertThat(status.at("/facts/catchUp").asText()).isEqualTo("proof");
    assertThat(areShut()).containsOnly(true);
    assertEqualToBothServers();
    assertThat(answer("cleanup").at("/phase").asText()).isEqualTo("COMPLETED");
  }

  /** The column belongs to the composed key, and one sequence serves the rows of all shards. */
  private void assertTheTargetsNumbersGoOnBehindThoseOfEveryShard() {
    assertThat(List.of(target.numberOfNewBuyer("north"), target.numberOfNewBuyer("south")))
        .doesNotHaveDuplicates()
        .allSatisfy(number -> assertThat(number).isGreaterThan(TwoServers.LAST_BUYER));
  }

  private void assertEqualToBothServers() {
    List<String> known = new ArrayList<>();
    String text = "SELECT concat(id, ' ', buyer, ' ', note) FROM sale ORDER BY id";
    north.texts(text).forEach(row -> known.add("north " + row));
    south.texts(text).forEach(row -> known.add("south " + row));
    assertThat(known).hasSizeGreaterThan(390);
    assertThat(target.sales())
        .containsExactlyElementsOf(known)
        .contains(
            "north 198 198 north sale 198",
            "south 197 197 last of all",
            "south 198 198 after the outage",
            "south 199 199 south sale 199",
            "north 200 200 north sale 200",
            "south 200 200 only in the south")
        .doesNotContain("north 199 199 north sale 199");
  }

  private static void await(BooleanSupplier condition, HeldLauncher cutover) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(cutover.log()).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private JsonNode answer(String... words) {
    Answered answered = crossover.run(words);
    assertThat(answered.exitCode()).as(answered.text()).isZero();
    return answered.json();
  }
}
