package dev.crossover.sources.postgresql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.schema.SourceSchema;
import dev.crossover.sources.postgresql.TestSource;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gate before a cutover compares: the schema as planned, and as it is now. */
class SchemaChangesIT {
  private static final String TABLES =
      """
      CREATE TYPE mood AS ENUM ('glad', 'sad');
      CREATE TABLE parent (id int PRIMARY KEY, code text NOT NULL UNIQUE);
      CREATE TABLE t (
        id int PRIMARY KEY, parent int REFERENCES parent, name varchar(20) NOT NULL,
        amount numeric(8, 2) DEFAULT 0, m mood, CONSTRAINT positive CHECK (amount >= 0));
      CREATE INDEX by_name ON t (name);
      """;

  private static List<String> changes(String statement) {
    try (TestSource source = TestSource.create(TABLES)) {
      SourceSchema planned = read(source);
      source.execute(statement);
      return planned.changesTo(read(source));
    }
  }

  private static SourceSchema read(TestSource source) {
    return new PostgresqlCatalogue(source.database()).read(List.of("public"), List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ADD COLUMN more int",
        "DROP COLUMN name",
        "RENAME COLUMN name TO title",
        "ALTER name TYPE text",
        "ALTER name TYPE varchar(21)",
        "ALTER amount TYPE numeric(9, 2)",
        "ALTER name DROP NOT NULL",
        "ALTER amount SET DEFAULT 1",
        "ALTER amount DROP DEFAULT",
        "ALTER id ADD GENERATED ALWAYS AS IDENTITY",
        "DROP CONSTRAINT t_pkey",
        "DROP CONSTRAINT t_parent_fkey",
        "ADD FOREIGN KEY (name) REFERENCES parent (code)",
        "ADD UNIQUE (name)",
        "DROP CONSTRAINT positive",
        "ADD CHECK (amount < 100)",
        "REPLICA IDENTITY NOTHING",
        "SET UNLOGGED"
      })
  @Fault(
      kind = Fault.Kind.SCHEMA_CHANGE,
      fault =
          "a column, its type, length, default or key, a constraint, the replica identity or the"
              + " logging of a table is changed (18 kinds of ALTER TABLE)",
      moment = "from the schema step to the gates of a cutover",
      outcome = "what the schema gate compares differs, and names the table")
  void noticesWhatAltersATable(String change) {
    assertThat(changes("ALTER TABLE t " + change)).containsExactly("table public.t was altered");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE TABLE u (id int PRIMARY KEY) | table public.u was created",
        "DROP TABLE t | table public.t was dropped",
        "CREATE SCHEMA old; ALTER TABLE t SET SCHEMA old | table public.t was dropped",
        "ALTER TYPE mood ADD VALUE 'calm' | table public.t was altered",
        "ALTER TYPE mood RENAME VALUE 'sad' TO 'blue' | table public.t was altered",
        "CREATE INDEX by_amount ON t (amount) | table public.t was altered",
        "CREATE UNIQUE INDEX one_name ON t (name) | table public.t was altered",
        "DROP INDEX by_name | table public.t was altered"
      })
  @Fault(
      kind = Fault.Kind.SCHEMA_CHANGE,
      fault =
          "a table is created, dropped or moved to another schema, a value of an enum or an index"
              + " is added, renamed or dropped",
      moment = "from the schema step to the gates of a cutover",
      outcome = "what the schema gate compares differs, and names the table")
  void noticesWhatIsMadeAndDropped(String statement, String noticed) {
    assertThat(changes(statement)).containsExactly(noticed);
  }
}
