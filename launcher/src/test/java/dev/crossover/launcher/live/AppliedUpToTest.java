package dev.crossover.launcher.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.platform.JobFailedException;
import dev.crossover.launcher.deadletters.OrderInDoubt;
import dev.crossover.launcher.verify.OnlineChanges;
import dev.crossover.launcher.world.InMemoryWorld;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AppliedUpToTest {
  private static final Duration SHORT = Duration.ofSeconds(10);
  private static final Duration ROTATIONS = Duration.ofSeconds(2);

  private final InMemoryWorld world = new InMemoryWorld();

  @BeforeEach
  void getReady() {
    world.run();
    world.liveJobWorks = false;
  }

  private AppliedUpTo now() {
    return AppliedUpTo.now(
        world.source, world.stream, world.appliedChanges(), ROTATIONS, world.timing);
  }

  private void wait(Duration time) {
    world.timing.pause(time);
  }

  @Test
  void waitsUntilEveryFileOfThatMomentIsApplied() {
    world.source.write("one", "1");
    AppliedUpTo applied = now();
    assertThat(applied.reached()).as("not emitted").isFalse();
    wait(Duration.ofSeconds(1));
    assertThat(applied.reached()).as("not applied").isFalse();

    world.liveJobWorks = true;
    wait(Duration.ofSeconds(1));

    assertThat(applied.reached()).isTrue();
  }

  @Test
  void doesNotWaitForFilesThatCameLater() {
    world.source.write("one", "1");
    AppliedUpTo applied = now();
    wait(Duration.ofSeconds(1));
    assertThat(applied.reached()).isFalse();
    world.liveJobWorks = true;
    wait(Duration.ofSeconds(1));
    world.liveJobWorks = false;
    wait(Duration.ofSeconds(1));

    assertThat(world.appliedChanges().unappliedFiles()).isNotEmpty();
    assertThat(applied.reached()).isTrue();
    assertThat(applied.reached()).as("it stays so").isTrue();
  }

  @Test
  void waitsForASentinelAndTwoRotationsOfAStreamThatCannotTellHowFarItIs() {
    world.stream.tellsHowFar = false;
    world.source.write("one", "1");
    AppliedUpTo applied = now();
    wait(Duration.ofSeconds(1));
    assertThat(applied.reached()).as("the sentinel is not applied").isFalse();
    world.liveJobWorks = true;
    wait(Duration.ofSeconds(1));
    assertThat(applied.reached()).as("the sentinel has just come").isFalse();
    wait(Duration.ofSeconds(1));
    assertThat(applied.reached()).as("one rotation later").isFalse();

    wait(Duration.ofSeconds(1));

    assertThat(applied.reached()).as("two rotations later").isTrue();
  }

  @Test
  void letsAVerificationWaitNoLongerThanItMay() {
    world.source.write("one", "1");
    OnlineChanges changes = changes();

    assertThat(changes.awaitWhatIsVisible(SHORT))
        .hasValueSatisfying(
            why -> assertThat(why).startsWith("changes up to ").endsWith("applied within 10 s"));

    world.liveJobWorks = true;
    assertThat(changes.awaitWhatIsVisible(SHORT)).isEmpty();
  }

  @Test
  void tellsAVerificationThatNothingMovesAnyMore() {
    OnlineChanges changes = changes();
    world.source.write("one", "1");

    world.liveJob.fail("no memory");
    assertThatThrownBy(() -> changes.awaitWhatIsVisible(SHORT))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("no memory");

    world.liveJob.start();
    world.stream.die();
    assertThatThrownBy(() -> changes.awaitWhatIsVisible(SHORT))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("crossover run starts the stream again");
  }

  private OnlineChanges changes() {
    return changes(OrderInDoubt.NONE);
  }

  private OnlineChanges changes(OrderInDoubt inDoubt) {
    world.liveJob.start();
    return new OnlineChanges(
        world.source,
        world.stream,
        world.liveJob,
        world.appliedChanges(),
        inDoubt,
        ROTATIONS,
        world.timing);
  }

  @Test
  void tellsAVerificationThatAnEventIsNotOnTheTargetWhileADeadLetterIsOpen() {
    world.liveJobWorks = true;
    world.openDeadLetters = 1;
    OnlineChanges changes = changes();

    assertThat(changes.awaitWhatIsVisible(SHORT))
        .contains(
            "changes that could not be moved are not on the target: 1 open in crossover"
                + " dead-letters list");
  }

  @Test
  void tellsAVerificationThatTheOrderOfChangesIsInDoubt() {
    world.liveJobWorks = true;

    assertThat(changes(() -> 2).awaitWhatIsVisible(SHORT))
        .contains("the order of the changes of 2 rows is in doubt");
  }
}
