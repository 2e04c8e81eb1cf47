package dev.crossover.launcher.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.journal.JournalDetails;
import dev.crossover.engine.journal.Phase;
import dev.crossover.launcher.workflow.NextStep;
import dev.crossover.launcher.world.Faults.Killed;
import dev.crossover.launcher.world.Faults.When;
import dev.crossover.launcher.world.InMemoryWorld;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTest {
  private final InMemoryWorld world = new InMemoryWorld();

  private StatusReport look() {
    return world.status().look();
  }

  @Test
  void ofAMigrationThatHasNotBegunIsPlanned() {
    StatusReport report = look();

    assertThat(report.phase()).isEqualTo("PLANNED");
    assertThat(report.epoch()).isZero();
    assertThat(report.since()).isEmpty();
    assertThat(report.bulk()).isEmpty();
    assertThat(report.live()).isEmpty();
    assertThat(report.bulkJob()).isEqualTo("NOT_STARTED");
    assertThat(report.nextStep()).isEqualTo("Next: crossover preflight, then crossover run.");
  }

  @Test
  void showsHowFarEachPartIs() {
    world.applicationWrites = false;
    world.run();

    StatusReport report = look();

    assertThat(report.phase()).isEqualTo("READY");
    assertThat(report.fenced()).isFalse();
    assertThat(report.stream().state()).isEqualTo("RUNNING");
    assertThat(report.bulkJob()).isEqualTo("DONE");
    assertThat(report.liveJob()).isEqualTo("RUNNING");
    assertThat(report.bulk().orElseThrow().rows()).isEqualTo(5);
    assertThat(report.live().orElseThrow().pendingFiles()).isZero();
    assertThat(report.phaseMillis()).containsKeys("CAPTURING", "BULK_LOADING", "APPLYING");
    assertThat(report.facts())
        .containsKeys(JournalDetails.STREAM_START, JournalDetails.LIVE_STARTED);
    assertThat(report.nextStep()).contains("crossover cutover --execute");
  }

  @Test
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "the source, or the server of one of its shards, does not answer",
      moment = "while somebody asks for the status",
      outcome = "`status` says so, with the shard's name, and shows everything else it knows")
  void showsWhatItKnowsWithoutTheSource() {
    world.applicationWrites = false;
    world.run();
    world.sourceClock =
        () -> {
          throw new SourceException("shard south: cannot connect");
        };

    StatusReport report = look();

    assertThat(report.live().orElseThrow().unanswered()).contains("shard south: cannot connect");
    assertThat(report.live().orElseThrow().appliedAge()).isEmpty();
    assertThat(report.text())
        .contains("no answer        shard south: cannot connect", "applied up to    ")
        .contains("live apply       RUNNING");
    assertThat(report.bulk().orElseThrow().rows()).isEqualTo(5);
  }

  @Test
  void raisesAnAlarmWhenTheChangeStreamStandsStill() {
    world.run();
    world.stream.die();

    assertThat(look().stream().state()).isEqualTo("FAILED");
    assertThat(look().nextStep())
        .startsWith("The change stream stands still, and what the source writes waits in its log")
        .endsWith("crossover run.");
  }

  @Test
  void warnsBeforeTheSourceRemovesWhatTheStreamHasNotRead() {
    world.run();
    world.source.limit = Optional.of(Duration.ofHours(6));
    world.stream.die();

    world.clock.advance(Duration.ofHours(2));
    assertThat(look().nextStep()).startsWith("The change stream stands still");
    world.clock.advance(Duration.ofHours(2));
    assertThat(look().nextStep())
        .startsWith("The change stream has read what the source wrote 4h 00m ago")
        .contains("the source removes its log after 6h 00m, read or not")
        .contains("lost, and the migration with it. keep more, then see");
  }

  @Test
  void saysThatTheTargetsDataIsGone() {
    world.run();
    world.target.remove();

    assertThat(look().nextStep())
        .startsWith("the target memory has no journal, but the work directory has the change")
        .endsWith("begin anew: crossover cleanup --abandon, then crossover run");
  }

  @Test
  void saysThatTheSourceMayBeFenced() {
    world.run();
    world.verify();
    world.faults.strike("verification.verify", When.BEFORE, Killed::new);
    assertThatThrownBy(world::cutOver).isInstanceOf(Killed.class);
    world.faults.heal();

    StatusReport report = look();

    assertThat(report.fenced()).isTrue();
    assertThat(report.text()).contains("FENCED: the application is shut out");
    assertThat(world.source.fence.isUp()).as("a look changes nothing").isTrue();
  }

  @ParameterizedTest(name = "a stream that tells how far it is: {0}")
  @ValueSource(booleans = {true, false})
  @Fault(
      kind = Fault.Kind.ROGUE_WRITER,
      fault = "a writer that no fence stops commits",
      moment = "after the cutover, whether the stream tells how far it is or not",
      outcome =
          "`status` raises an alarm; the change is not applied to the target, which has its own"
              + " owner",
      sourceClosed = Fault.FOR_GOOD)
  void tellsOfAChangeThatCameAfterTheCutoverAndIsNotApplied(boolean tells) {
    world.stream.tellsHowFar = tells;
    world.run();
    world.verify();
    world.cutOver();
    assertThat(look().lateChange()).isEmpty();

    world.source.writeAsSuperuser("before-1", "late");
    world.timing.pause(Duration.ofSeconds(1));

    assertThat(look().lateChange()).isPresent();
    assertThat(look().text()).contains("ALARM", "somebody wrote to the source after the cutover");
    assertThat(look().liveJob()).isEqualTo("DONE");
    assertThat(world.target.rows()).doesNotContainEntry("before-1", "late");
  }

  @Test
  void changesNothing() {
    world.run();
    long epoch = world.entry().epoch();

    look();
    look();

    assertThat(world.entry().epoch()).isEqualTo(epoch);
  }

  @Test
  void saysWhenTheMigrationIsOver() {
    world.run();
    world.verify();
    world.cutOver();
    assertThat(look().nextStep()).contains("crossover cleanup");
    world.cleanup().run(false);

    assertThat(look().phase()).isEqualTo("COMPLETED");
    assertThat(look().nextStep()).isEqualTo("Done.");
    assertThat(look().bulk()).as("its ledger is gone").isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void namesTheNextStepOfEveryPhase(Phase phase) {
    assertThat(NextStep.of(phase)).isNotBlank().endsWith(".");
  }
}
