package dev.crossover.launcher.toysource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.verify.TableVerification;
import dev.crossover.engine.verify.Verdict;
import dev.crossover.engine.verify.VerificationReport;
import dev.crossover.launcher.Wiring;
import dev.crossover.launcher.cutover.CutoverReport;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A new source is a new room and one line: the toy goes the whole way with nothing else changed.
 */
class ToySourceIT {
  @TempDir private Path folder;

  private final ToyDatabase toy = new ToyDatabase();

  @Test
  void goesFromPlanToSwitched() {
    for (long id = 1; id <= 250; id++) {
      toy.insert(ToyDatabase.PARENT, id, "parent " + id);
      toy.insert(ToyDatabase.CHILD, 1_000 + id, id, "child " + id);
    }
    try (Wiring wiring = new ToyEnvironment(folder, "toy-source", "", source -> toy).wiring()) {
      assertThat(wiring.preflight().look().passed()).isTrue();
      assertThat(wiring.plan().look().text()).contains("shop.parent", "shop.child");
      assertThat(wiring.migration(ToyEnvironment.SILENT).capture()).isEqualTo(Phase.CAPTURING);
      toy.update(ToyDatabase.PARENT, 1L, "changed before the bulk load");
      assertThat(wiring.migration(ToyEnvironment.SILENT).bulk()).isEqualTo(Phase.APPLYING);
      toy.insert(ToyDatabase.PARENT, 251L, "new");
      toy.insert(ToyDatabase.CHILD, 1_251L, 251L, "new");
      toy.delete(ToyDatabase.CHILD, 1_002);
      assertThat(wiring.migration(ToyEnvironment.SILENT).run()).isEqualTo(Phase.READY);

      VerificationReport verified = wiring.verify(ToyEnvironment.SILENT);
      assertThat(verified.verdict()).isEqualTo(Verdict.PASS);
      assertThat(verified.tables())
          .extracting(TableVerification::targetRows)
          .containsExactlyInAnyOrder(250L, 251L);

      CutoverReport cutover = ToyEnvironment.cutOver(wiring);
      assertThat(cutover.problem()).isEmpty();
      assertThat(wiring.lock().look().orElseThrow().phase()).isEqualTo(Phase.SWITCHED);
      assertThatThrownBy(() -> toy.delete(ToyDatabase.CHILD, 1_003))
          .isInstanceOf(SourceException.class);

      wiring.cleanup(ToyEnvironment.SILENT).run(false);
      assertThat(wiring.lock().look().orElseThrow().phase()).isEqualTo(Phase.COMPLETED);
    }
  }
}
