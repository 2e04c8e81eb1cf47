package dev.crossover.targets.spanner.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.TargetException;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.schema.SchemaScript;
import dev.crossover.targets.spanner.SpannerAdmin;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DdlBatchesIT {
  private static final int TABLES = 120;

  private final SpannerDatabase target = TestSpanner.create(List.of());
  private final SpannerSchemaApplier applier = new SpannerSchemaApplier(target);
  private final SpannerAdmin admin = new SpannerAdmin(target, true);
  private final List<String> heard = new ArrayList<>();

  @AfterEach
  void close() {
    target.close();
  }

  @Test
  void aLongScriptIsAppliedInPartsAndTellsHowFarItIs() {
    applier.apply(new SchemaScript(tables("t")), this::hear);

    assertThat(heard).containsExactly("50 of 120", "100 of 120", "120 of 120");
    assertThat(admin.tableNames()).hasSize(TABLES);
  }

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "the schema step ends",
      moment = "between two parts of 120 tables",
      outcome = "run again it makes only what is missing")
  void aScriptThatIsKilledBetweenItsPartsGoesOnWhereItWas() {
    SchemaScript script = new SchemaScript(tables("t"));
    assertThatThrownBy(
            () ->
                applier.apply(
                    script,
                    (done, all) -> {
                      throw new IllegalStateException("killed");
                    }))
        .hasMessage("killed");
    assertThat(admin.tableNames()).hasSize(50);

    applier.apply(script, this::hear);

    assertThat(heard).containsExactly("100 of 120", "120 of 120");
    assertThat(admin.tableNames()).hasSize(TABLES);
  }

  @Test
  void aPartThatFailsSaysWhyAndKeepsThePartsBefore() {
    List<String> statements = new ArrayList<>(tables("t"));
    statements.add("CREATE TABLE bad (id INT64 NOT NULL) PRIMARY KEY (nothing)");

    assertThatThrownBy(() -> applier.apply(new SchemaScript(statements), this::hear))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("beginning with: CREATE TABLE t100")
        .rootCause()
        .hasMessageContaining("Table bad references nonexistent key column nothing.");

    assertThat(heard).containsExactly("50 of 121", "100 of 121");
    assertThat(admin.tableNames()).hasSize(100);
  }

  @Test
  void manyTablesOfOurOwnAreMadeAndDroppedInPartsToo() {
    admin.makeTables(tables("own").subList(0, 60), this::hear);
    admin.makeTables(tables("own"), this::hear);

    assertThat(heard).containsExactly("50 of 60", "60 of 60", "110 of 120", "120 of 120");
    admin.dropTables(IntStream.range(0, TABLES).mapToObj(i -> "own" + i).toList());
    assertThat(admin.tableNames()).isEmpty();
  }

  private void hear(int done, int all) {
    heard.add(done + " of " + all);
  }

  private static List<String> tables(String name) {
    return IntStream.range(0, TABLES)
        .mapToObj(i -> "CREATE TABLE " + name + i + " (id INT64 NOT NULL) PRIMARY KEY (id)")
        .toList();
  }
}
