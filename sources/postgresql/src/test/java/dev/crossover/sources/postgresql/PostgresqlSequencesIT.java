package dev.crossover.sources.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.source.TableSizes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What PostgreSQL says about its sequences and the sizes of its tables. */
class PostgresqlSequencesIT {
  @Test
  void givesTheLastNumberThatWasHandedOut() {
    try (TestSource source =
        TestSource.create("CREATE SEQUENCE used; CREATE SEQUENCE \"un\"\"used\" START 7")) {
      source.execute("SELECT setval('used', 50)");
      PostgresqlSequences sequences = new PostgresqlSequences(source.database());

      assertThat(sequences.lastValue(new TableName("public", "used"))).isEqualTo(50);
      assertThat(sequences.lastValue(new TableName("public", "un\"used"))).isZero();
    }
  }

  @Test
  void saysWhichSequenceItCannotRead() {
    try (TestSource source = TestSource.create("SELECT 1")) {
      PostgresqlSequences sequences = new PostgresqlSequences(source.database());

      assertThatThrownBy(() -> sequences.lastValue(new TableName("public", "none")))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("cannot read the sequence public.none");
    }
  }

  @Test
  void addsUpTheRowsOfAPartitionedTablesLeaves() {
    try (TestSource source =
        TestSource.create(
            """
            CREATE TABLE parts (id int) PARTITION BY RANGE (id);
            CREATE TABLE low PARTITION OF parts FOR VALUES FROM (0) TO (10);
            CREATE TABLE high PARTITION OF parts FOR VALUES FROM (10) TO (20);
            INSERT INTO parts SELECT generate_series(0, 14);
            CREATE TABLE empty (id int);
            ANALYZE;
            """)) {
      TableSizes sizes = new PostgresqlTableSizes(source.database());

      assertThat(sizes.of(List.of("public")))
          .containsEntry(new TableName("public", "empty"), new TableSizes.Size(0, 0))
          .extractingByKey(new TableName("public", "parts"))
          .extracting(TableSizes.Size::rows)
          .isEqualTo(15L);
    }
  }
}
