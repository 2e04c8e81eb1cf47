package dev.crossover.launcher.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.Settings;
import dev.crossover.contract.SettingsException;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.journal.JournalDetails;
import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.engine.journal.Phase;
import dev.crossover.launcher.world.Faults.Killed;
import dev.crossover.launcher.world.Faults.When;
import dev.crossover.launcher.world.InMemoryWorld;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A migration goes on, wherever, with the settings that it was begun with. */
class RecordedSettingsTest {
  private static final Settings OTHER =
      InMemoryWorld.settings("postgresql-to-spanner", ", \"capture\": {\"slot\": \"other\"}");

  private final InMemoryWorld world = new InMemoryWorld();

  private static void assertRefused(ThrowingCallable command) {
    assertThatThrownBy(command)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("- capture.slot must be crossover, got other");
  }

  @Test
  @Fault(
      kind = Fault.Kind.TWO_LAUNCHERS,
      fault = "a launcher with other settings of the same environment",
      moment = "phase CAPTURING",
      outcome = "refused by the names of all settings that differ; the bulk load is not started")
  void refusesALauncherWithOtherSettingsAndNamesWhatDiffers() {
    world.migration().capture();
    JournalEntry begun = world.entry();
    world.settings =
        InMemoryWorld.settings(
            "mysql-to-spanner",
            ", \"schema\": {\"indexes\": \"after-load\"}, \"capture\": {\"slot\": \"other\"}");

    assertThatThrownBy(world::run)
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            String.join(
                System.lineSeparator(),
                "the settings of environment memory are not the ones that its migration was begun"
                    + " with, and that it keeps until its end:",
                "- capture.slot must be crossover, got other",
                "- route must be postgresql-to-spanner, got mysql-to-spanner",
                "- schema.indexes must be before-load, got after-load",
                "- source.schemas must be public, got shop",
                "Set them back and run the command again; to begin anew with other ones: crossover"
                    + " cleanup --abandon first, with these set back"));
    assertThat(world.entry().phase()).isEqualTo(Phase.CAPTURING);
    assertThat(world.entry().details()).isEqualTo(begun.details());
    assertThat(world.bulkJob.starts()).isZero();
  }

  @Test
  void refusesEveryCommandThatChangesTheMigration() {
    world.run();
    world.settings = OTHER;

    assertRefused(world::run);
    assertRefused(() -> world.migration().schema());
    assertRefused(() -> world.cleanup().run(true));
    assertRefused(world::cutOver);
    assertRefused(() -> world.lock().requireSameSettings());
    assertThat(world.source.fence.isUp()).isFalse();
    assertThat(world.entry().phase()).isEqualTo(Phase.READY);
  }

  @Test
  void letsAnybodyLook() {
    world.run();
    world.settings = OTHER;

    assertThat(world.status().look().phase()).isEqualTo(Phase.READY.name());
  }

  @Test
  void goesOnWithOtherWaysAndLimits() {
    world.migration().capture();
    world.settings =
        InMemoryWorld.settings(
            "postgresql-to-spanner",
            ", \"bulk\": {\"workers\": 3}, \"cutover\": {\"max_lag_seconds\": 9}");

    assertThat(world.run()).isEqualTo(Phase.READY);
  }

  @Test
  void keepsTheSettingsOfTheLauncherThatBeganToCapture() {
    world.migration().schema();
    world.settings = OTHER;
    world.migration().capture();

    assertThat(world.entry().details().get(JournalDetails.SETTINGS))
        .contains("\"capture.slot\":\"other\"")
        .doesNotContain("PASSWORD");
    assertThat(world.run()).isEqualTo(Phase.READY);
  }

  @Test
  @Fault(
      kind = Fault.Kind.TWO_LAUNCHERS,
      fault = "a launcher with other settings comes after a cutover that was killed",
      moment = "the verification of a cutover",
      outcome = "it opens the source, then is refused",
      sourceClosed = Fault.LEASE)
  void opensTheSourceBeforeItRefuses() {
    killCutoverAt("verification.verify");
    world.settings = OTHER;

    assertRefused(world::cutOver);

    assertThat(world.source.fence.isUp()).isFalse();
    assertThat(world.entry().phase()).isEqualTo(Phase.READY);
  }

  @Test
  void opensTheSourceAfterADeadCutoverWhateverTheSettingsAre() {
    killCutoverAt("verification.verify");
    world.settings = OTHER;

    assertThat(world.lock().unfenceIfAbandoned()).isTrue();

    assertThat(world.source.fence.isUp()).isFalse();
  }

  @Test
  @Fault(
      kind = Fault.Kind.TWO_LAUNCHERS,
      fault = "a launcher with other settings comes after a cutover that was killed",
      moment = "after the journal",
      outcome = "it rolls forward: nothing may stand in the way",
      sourceClosed = Fault.FOR_GOOD)
  void standsInNobodysWayAfterTheJournal() {
    killCutoverAt("switch.run");
    assertThat(world.entry().phase()).isEqualTo(Phase.JOURNALLED);
    world.settings = OTHER;

    assertThat(world.cutOver().problem()).isEmpty();

    assertThat(world.entry().phase()).isEqualTo(Phase.SWITCHED);
  }

  @Test
  void goesOnWithAMigrationOfBeforeTheyWereRecorded() {
    world.migration().capture();
    RecordedSettings settings = RecordedSettings.of(OTHER);
    JournalEntry entry = world.entry();

    assertThat(settings.refusal(entry)).isPresent();
    assertThat(settings.refusal(without(entry))).isEmpty();
  }

  private static JournalEntry without(JournalEntry entry) {
    return new JournalEntry(
        entry.migrationId(),
        entry.phase(),
        entry.epoch(),
        entry.owner(),
        entry.leaseExpires(),
        entry.planHash(),
        entry.fence(),
        Map.of(),
        entry.updatedAt());
  }

  private void killCutoverAt(String call) {
    world.run();
    world.verify();
    world.faults.strike(call, When.BEFORE, Killed::new);
    assertThatThrownBy(world::cutOver).isInstanceOf(Killed.class);
    world.outlastTheLease();
  }
}
