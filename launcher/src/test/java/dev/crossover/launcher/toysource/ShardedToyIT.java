package dev.crossover.launcher.toysource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.schema.FakeCatalogue;
import dev.crossover.engine.verify.TableVerification;
import dev.crossover.engine.verify.Verdict;
import dev.crossover.engine.verify.VerificationReport;
import dev.crossover.launcher.Wiring;
import dev.crossover.launcher.cutover.CutoverReport;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two databases with the same tables and the same keys become one: every source has shards. */
class ShardedToyIT {
  private static final String SHARDS =
      """
      "shards": {"north": {"host": "toy"}, "south": {"host": "toy", "port": 2}},
      "shard_id_column": "shard_id",
      """;

  @TempDir private Path folder;

  private final ToyDatabase north = new ToyDatabase();
  private final ToyDatabase south = new ToyDatabase();

  private Wiring wiring() {
    return new ToyEnvironment(
            folder, "sharded-toy", SHARDS, source -> source.port() == 1 ? north : south)
        .wiring();
  }

  @Test
  void goesFromPlanToSwitched() {
    for (long id = 1; id <= 150; id++) {
      north.insert(ToyDatabase.PARENT, id, "northern parent " + id);
      south.insert(ToyDatabase.PARENT, id, "southern parent " + id);
      south.insert(ToyDatabase.CHILD, id, id, "southern child " + id);
    }
    try (Wiring wiring = wiring()) {
      assertThat(wiring.preflight().look().findings())
          .extracting(Finding::observed)
          .contains("shard north: it is in memory", "shard south: it is in memory");
      assertThat(wiring.preflight().look().passed()).isTrue();
      assertThat(wiring.plan().look().tables()).hasSize(2);
      assertThat(wiring.migration(ToyEnvironment.SILENT).capture()).isEqualTo(Phase.CAPTURING);
      north.update(ToyDatabase.PARENT, 1L, "changed in the north");
      assertThat(wiring.migration(ToyEnvironment.SILENT).bulk()).isEqualTo(Phase.APPLYING);
      south.delete(ToyDatabase.CHILD, 7);
      south.delete(ToyDatabase.PARENT, 7);
      north.insert(ToyDatabase.PARENT, 151L, "new in the north");
      assertThat(wiring.migration(ToyEnvironment.SILENT).run()).isEqualTo(Phase.READY);
      assertThat(wiring.status().look().stream().emitted().orElseThrow())
          .contains("north ", "south ");

      VerificationReport verified = wiring.verify(ToyEnvironment.SILENT);
      assertThat(verified.verdict()).isEqualTo(Verdict.PASS);
      assertThat(verified.tables())
          .extracting(TableVerification::targetRows)
          .containsExactlyInAnyOrder(149L, 151L + 149L);

      CutoverReport cutover = ToyEnvironment.cutOver(wiring);
      assertThat(cutover.problem()).isEmpty();
      assertThat(wiring.lock().look().orElseThrow().phase()).isEqualTo(Phase.SWITCHED);
      assertThatThrownBy(() -> north.delete(ToyDatabase.PARENT, 3))
          .isInstanceOf(SourceException.class);
      assertThatThrownBy(() -> south.delete(ToyDatabase.PARENT, 3))
          .isInstanceOf(SourceException.class);

      wiring.cleanup(ToyEnvironment.SILENT).run(false);
      assertThat(wiring.lock().look().orElseThrow().phase()).isEqualTo(Phase.COMPLETED);
    }
  }

  @Test
  @Fault(
      kind = Fault.Kind.SCHEMA_CHANGE,
      fault = "the shards of a source do not have the same tables",
      moment = "before the migration",
      outcome = "preflight names every difference, and nothing begins")
  void refusesShardsWhoseTablesDiffer() {
    south.catalogue.add(
        FakeCatalogue.table(
            ToyDatabase.PARENT.name(),
            FakeCatalogue.required("id", FakeCatalogue.NUMBER),
            FakeCatalogue.column("name", FakeCatalogue.TIME)));
    try (Wiring wiring = wiring()) {
      assertThat(wiring.preflight().look().failures())
          .extracting(Finding::observed)
          .anySatisfy(
              observed ->
                  assertThat(observed)
                      .contains("column shop.parent.name is text in north and time in south"));
    }
  }
}
