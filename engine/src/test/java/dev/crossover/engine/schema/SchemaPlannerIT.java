package dev.crossover.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.Settings.Schema.Indexes;
import dev.crossover.engine.schema.postgresql.PostgresqlDialect;
import dev.crossover.engine.source.TestSource;
import dev.crossover.engine.target.TargetDatabase;
import dev.crossover.engine.target.TestTarget;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaPlannerIT {
  private static SchemaPlan plan(TestSource source, Indexes indexes, Mapping mapping) {
    return new SchemaPlanner(new PostgresqlDialect())
        .plan(source.database(), new SchemaOptions(List.of("public"), List.of(), indexes, mapping));
  }

  @Test
  void plansTablesWithKeysForeignKeysAndIndexesThatTheTargetAccepts() {
    String sql =
        """
        CREATE TABLE artist (artist_id int PRIMARY KEY, name varchar(120));
        CREATE TABLE album (
          album_id int PRIMARY KEY, title varchar(160) NOT NULL,
          artist_id int NOT NULL REFERENCES artist, upc text UNIQUE, code text NOT NULL UNIQUE);
        CREATE INDEX album_title ON album (title DESC) INCLUDE (upc);
        CREATE TABLE employee (
          id int PRIMARY KEY, reports_to int REFERENCES employee ON DELETE CASCADE);
        """;
    try (TestSource source = TestSource.create(sql);
        TargetDatabase target = TestTarget.create(List.of())) {
      SchemaPlan plan = plan(source, Indexes.BEFORE_LOAD, Mapping.NONE);

      assertThat(plan.refusals()).isEmpty();
      assertThat(plan.target().tables())
          .extracting(TargetTable::name)
          .containsExactly("artist", "crossover_sentinel", "employee", "album");
      assertThat(plan.scripts().beforeLoad().statements())
          .extracting(DdlStatement::sql)
          .contains(
              "CREATE TABLE `artist` (\n  `artist_id` INT64 NOT NULL,\n  `name` STRING(120)\n)"
                  + " PRIMARY KEY (`artist_id`)",
              "CREATE UNIQUE NULL_FILTERED INDEX `album_upc_key` ON `album` (`upc`)",
              "CREATE UNIQUE INDEX `album_code_key` ON `album` (`code`)",
              "CREATE INDEX `album_title` ON `album` (`title` DESC) STORING (`upc`)",
              "ALTER TABLE `album` ADD CONSTRAINT `album_artist_id_fkey` FOREIGN KEY (`artist_id`)"
                  + " REFERENCES `artist` (`artist_id`)");
      assertThat(plan.scripts().afterCutover().statements())
          .extracting(DdlStatement::sql)
          .containsExactly(
              "ALTER TABLE `employee` ADD CONSTRAINT `employee_reports_to_fkey` FOREIGN KEY"
                  + " (`reports_to`) REFERENCES `employee` (`id`) ON DELETE CASCADE");

      SchemaApplication application = new SchemaApplication(target);
      application.apply(plan.scripts().beforeLoad());
      application.apply(plan.scripts().beforeLoad());
      application.apply(plan.scripts().afterCutover());
      application.apply(plan.scripts().beforeLoad());
      application.apply(plan.scripts().afterCutover());
    }
  }
}
