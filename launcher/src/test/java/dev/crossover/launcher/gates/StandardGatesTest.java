package dev.crossover.launcher.gates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.changes.PositionText;
import dev.crossover.engine.platform.Measure;
import dev.crossover.engine.schema.SourceSchema;
import dev.crossover.engine.schema.SourceSchema.NotMoved;
import dev.crossover.engine.schema.SourceSequence;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.source.OpenTransaction;
import dev.crossover.engine.source.SourceLog;
import dev.crossover.launcher.world.Faults.When;
import dev.crossover.launcher.world.InMemoryWorld;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each gate, met and not met, on a migration that is READY. */
class StandardGatesTest {
  private final InMemoryWorld world = new InMemoryWorld();

  @BeforeEach
  void getReady() {
    world.run();
    world.verify();
  }

  private List<Gate> unmet() {
    return world.cutover().plan().gates().stream().filter(gate -> !gate.met()).toList();
  }

  private void assertOnlyUnmet(String name, String observed) {
    assertThat(unmet()).extracting(Gate::name).containsExactly(name);
    assertThat(unmet()).allSatisfy(gate -> assertThat(gate.observed()).contains(observed));
    assertThat(unmet()).allSatisfy(gate -> assertThat(gate.hint()).isNotEmpty());
  }

  @Test
  void areAllMetByAMigrationThatIsReadyAndVerified() {
    assertThat(unmet()).isEmpty();
    assertThat(world.cutover().plan().gates())
        .extracting(Gate::name)
        .containsExactly(
            "change-stream",
            "dead-letters",
            "parked",
            "lag",
            "platform-measures",
            "open-transactions",
            "log-retention",
            "source-schema",
            "sequences",
            "verification",
            "predicted-downtime",
            "application-roles");
  }

  @Test
  void refuseWhileADeadLetterIsOpen() {
    world.openDeadLetters = 2;

    assertOnlyUnmet("dead-letters", "2 open");
  }

  @Test
  void refuseWhileASentinelTakesTooLong() {
    world.liveJobWorks = false;

    assertOnlyUnmet("lag", "more than 5 s");
  }

  @Test
  void refuseWhileTheStreamDoesNotRun() {
    world.stream.die();

    assertThat(unmet()).extracting(Gate::name).contains("change-stream");
  }

  @Test
  void refuseWhileTheStreamRunsWithoutAMovedTable() {
    world.stream.lose("shop.sale");

    assertOnlyUnmet("change-stream", "RUNNING, but table shop.sale was swapped");
  }

  @Test
  void refuseAPreparedTransactionAndAnOldOneButNoYoungOne() {
    world.source.open.add(new OpenTransaction("1", false, "app", Duration.ofSeconds(1)));
    assertThat(unmet()).isEmpty();

    world.source.open.add(new OpenTransaction("order-7", true, "app", Duration.ofSeconds(1)));
    assertOnlyUnmet("open-transactions", "order-7");

    world.source.open.set(1, new OpenTransaction("2", false, "batch", Duration.ofSeconds(11)));
    assertOnlyUnmet("open-transactions", "session 2 of batch, 11 s old");
  }

  @Test
  void refuseWhatThePlatformHasNotMeasuredOrMeasuresAboveItsLimit() {
    world.measures.add(new Measure("job lag", Optional.empty(), "s", Optional.empty()));
    world.measures.add(
        new Measure("stream freshness", Optional.of(300.0), "s", Optional.of(300.0)));
    assertThat(unmet()).isEmpty();

    world.measures.set(
        1, new Measure("stream freshness", Optional.of(301.0), "s", Optional.of(300.0)));
    assertOnlyUnmet("platform-measures", "stream freshness 301 s");

    world.measures.set(
        1, new Measure("stream freshness", Optional.empty(), "s", Optional.of(300.0)));
    assertOnlyUnmet("platform-measures", "stream freshness unknown");
  }

  @Test
  void refuseAnOldVerification() {
    world.clock.advance(Duration.ofHours(1).plusSeconds(1));

    assertOnlyUnmet(
        "verification", "PASS but for 1 rows that the cutover copies again, 3601 s ago");
  }

  @Test
  void refuseWithoutAnyVerification() {
    InMemoryWorld unverified = new InMemoryWorld();
    unverified.run();

    assertThat(unverified.cutover().plan().gates())
        .filteredOn(gate -> !gate.met())
        .extracting(Gate::name)
        .containsExactly("verification", "predicted-downtime");
  }

  @Test
  void areNotMetWhenNobodyCanLook() {
    world.faults.strike(
        "writers.open", When.BEFORE, () -> new SourceException("the source does not answer"));

    assertThat(world.cutover().plan().gates())
        .filteredOn(gate -> !gate.met())
        .extracting(Gate::text)
        .containsExactly(
            "open-transactions: unknown: the source does not answer, must be known; repair that"
                + " first");
  }

  @Test
  void wantTheSourcesLogToBeKeptWithHeadroom() {
    assertThat(retention(true, OptionalLong.empty()).met()).isTrue();
    assertThat(retention(true, OptionalLong.of(64 << 20)).met()).isTrue();
    assertThat(retention(true, OptionalLong.of((64 << 20) - 1)).met()).isFalse();
    assertThat(retention(false, OptionalLong.empty()).met()).isFalse();
  }

  private Gate retention(boolean kept, OptionalLong headroom) {
    SourceLog log =
        new SourceLog() {
          @Override
          public Mark mark() {
            return world.source.mark();
          }

          @Override
          public dev.crossover.engine.changes.LogPosition end() {
            return world.source.end();
          }

          @Override
          public PositionText positions() {
            return PositionText.PLAIN;
          }

          @Override
          public Retention retention() {
            return new Retention(kept, headroom, "reserved", "keep more");
          }
        };
    return new LogRetentionGate(log).look();
  }

  @Test
  void refuseASequenceThatWasNotPlanned() {
    SourceSequence sequence =
        new SourceSequence(
            new TableName("shop", "sale_id_seq"),
            1,
            1,
            Long.MAX_VALUE,
            Optional.empty(),
            List.of(new SourceSequence.Feed(new TableName("shop", "sale"), "id")));
    SourceSchema none = InMemoryWorld.sourceSchema(List.of(), List.of());
    SourceSchema one = InMemoryWorld.sourceSchema(List.of(sequence), List.of());

    assertThat(new SequencesGate(none, () -> one, List::of).look().text())
        .contains("not planned: [shop.sale_id_seq]");
    assertThat(new SequencesGate(one, () -> one, List::of).look().met()).isTrue();
    assertThat(new SequencesGate(one, () -> none, List::of).look().met())
        .as("dropped since")
        .isTrue();
    assertThat(new SequencesGate(one, () -> one, () -> List.of("no number is left")).look().text())
        .contains("no number is left", "give these rows other numbers");
  }

  @Test
  void doNotMindObjectsThatAreNotMoved() {
    SourceSchema planned = InMemoryWorld.sourceSchema(List.of(), List.of());
    SourceSchema now =
        InMemoryWorld.sourceSchema(
            List.of(), List.of(new NotMoved("view", "shop.sales", "not moved")));

    assertThat(new SchemaGate(planned, () -> now).look().met()).isTrue();
  }
}
