package dev.crossover.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.Settings.Schema.Indexes;
import dev.crossover.engine.bucket.DirectoryBucket;
import dev.crossover.engine.schema.postgresql.PostgresqlDialect;
import dev.crossover.engine.source.TestSource;
import dev.crossover.engine.target.TargetDatabase;
import dev.crossover.engine.target.TestTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaPlannerIT {
  private static final SchemaPlanner PLANNER = new SchemaPlanner(new PostgresqlDialect());

  private static SchemaPlan plan(TestSource source, String mapping) {
    return plan(source, Indexes.BEFORE_LOAD, mapping);
  }

  private static SchemaPlan plan(TestSource source, Indexes indexes, String mapping) {
    return PLANNER.plan(
        source.database(),
        new SchemaOptions(
            List.of("public"), List.of(), indexes, MappingFile.parse(mapping, "mapping.json")));
  }

  private static SchemaPlan plan(TestSource source) {
    return plan(source, "{}");
  }

  private static List<String> sql(DdlScript script) {
    return script.statements().stream().map(DdlStatement::sql).toList();
  }

  private static List<String> lines(List<Note> notes) {
    return notes.stream()
        .map(note -> note.kind() + " " + note.subject() + ": " + note.text())
        .toList();
  }

  /** Every script, twice and in every order that a run which was killed may leave. */
  private static void assertTargetAccepts(SchemaPlan plan) {
    try (TargetDatabase target = TestTarget.create(List.of())) {
      SchemaApplication application = new SchemaApplication(target);
      plan.orThrow();
      application.apply(plan.scripts().beforeLoad());
      application.apply(plan.scripts().beforeLoad());
      application.apply(plan.scripts().afterLoad());
      application.apply(plan.scripts().beforeLoad());
      application.apply(plan.scripts().afterLoad());
      application.apply(plan.scripts().afterCutover());
      for (SequencePlan sequence : plan.sequences()) {
        application.apply(new DdlScript(sequence.statements(1000)));
        application.apply(new DdlScript(sequence.statements(2000)));
      }
      application.apply(plan.scripts().afterCutover());
      application.apply(plan.scripts().beforeLoad());
    }
  }

  static String chinook() throws IOException {
    try (var lines = Files.lines(Path.of("..", "samples", "chinook", "chinook-postgresql.sql"))) {
      return lines
          .filter(line -> !line.matches("(?i)(DROP DATABASE|CREATE DATABASE|\\\\c ).*"))
          .collect(Collectors.joining("\n"));
    }
  }

  @Test
  void plansChinook(@TempDir Path folder) throws IOException {
    try (TestSource source = TestSource.create(chinook())) {
      SchemaPlan plan = plan(source);

      assertThat(plan.refusals()).isEmpty();
      assertThat(plan.target().tables())
          .extracting(table -> table.level() + " " + table.name())
          .containsExactly(
              "0 artist",
              "0 crossover_sentinel",
              "0 employee",
              "0 genre",
              "0 media_type",
              "0 playlist",
              "1 album",
              "1 customer",
              "2 invoice",
              "2 track",
              "3 invoice_line",
              "3 playlist_track");
      assertThat(sql(plan.scripts().afterCutover()))
          .containsExactly(
              "ALTER TABLE `employee` ADD CONSTRAINT `employee_reports_to_fkey` FOREIGN KEY"
                  + " (`reports_to`) REFERENCES `employee` (`employee_id`)");
      assertThat(
              plan.target().bySource(TableName.parse("public.invoice")).orElseThrow().cellsPerRow())
          .isEqualTo(13);
      assertTargetAccepts(plan);

      DirectoryBucket bucket = new DirectoryBucket(folder);
      plan.write(bucket);
      SchemaPlan.Written written = SchemaPlan.read(bucket);
      assertThat(written.target()).isEqualTo(plan.target());
      assertThat(written.scripts()).isEqualTo(plan.scripts());
      assertThat(written.sequences()).isEqualTo(plan.sequences());
      assertThat(written.source()).isEqualTo(plan.source());
      assertThat(written.source().fingerprint()).isEqualTo(plan.source().fingerprint());
    }
  }

  @Test
  void movesKeysIndexesChecksDefaultsAndGeneratedColumnsThatMeanTheSame() {
    String sql =
        """
CREATE TYPE mood AS ENUM ('happy', 'sad', 'so-so''s');
CREATE DOMAIN price AS numeric(10,2) NOT NULL CHECK (VALUE >= 0);
CREATE TABLE artist (artist_id int PRIMARY KEY, name varchar(120));
CREATE TABLE album (
  album_id int PRIMARY KEY,
  title varchar(160) NOT NULL DEFAULT 'it''s' CHECK (length(title) > 0),
  artist_id int NOT NULL REFERENCES artist ON DELETE CASCADE,
  upc text UNIQUE, code text NOT NULL UNIQUE, pair int, UNIQUE (code, pair),
  cost price, feeling mood NOT NULL DEFAULT 'sad',
  kind char(3) DEFAULT 'A' CHECK (kind IN ('A', 'LP')),
  state text CONSTRAINT album_state CHECK (state IN ('new', 'old') OR state IS NULL AND NOT pair = -1),
  made date DEFAULT CURRENT_DATE CHECK (made >= '1900-01-01'),
  at timestamptz DEFAULT now(), doc jsonb DEFAULT '{"a": 1}', tags text[] DEFAULT '{}',
  ratio float8 DEFAULT 0.5, small float4 DEFAULT -1, flag bool DEFAULT true,
  guid uuid DEFAULT gen_random_uuid(), raw bytea DEFAULT '\\xff', amount numeric DEFAULT 1.5,
  twice int GENERATED ALWAYS AS (pair * 2 + 1) STORED,
  label text GENERATED ALWAYS AS (title || ' #' || pair::text) STORED,
  CONSTRAINT loud CHECK (upper(code) = code), CHECK (ratio > 0));
        ALTER TABLE album ADD CONSTRAINT odd CHECK (code LIKE 'x%') NOT VALID;
CREATE INDEX album_title ON album (title DESC, pair) INCLUDE (upc, album_id);
CREATE INDEX album_lower ON album (lower(title));
CREATE UNIQUE INDEX album_part ON album (title) WHERE pair = 1;
CREATE INDEX album_doc ON album USING gin (doc);
CREATE INDEX album_json ON album (doc);
COMMENT ON TABLE album IS 'a record';
CREATE VIEW v AS SELECT 1 AS one;
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT a';
""";
    try (TestSource source = TestSource.create(sql)) {
      SchemaPlan plan = plan(source, Indexes.AFTER_LOAD, "{}");

      assertThat(plan.refusals()).isEmpty();
      assertThat(sql(plan.scripts().beforeLoad()))
          .contains(
              """
CREATE TABLE `album` (
  `album_id` INT64 NOT NULL,
  `title` STRING(160) NOT NULL DEFAULT ('it\\'s'),
  `artist_id` INT64 NOT NULL,
  `upc` STRING(MAX),
  `code` STRING(MAX) NOT NULL,
  `pair` INT64,
  `cost` NUMERIC NOT NULL,
  `feeling` STRING(MAX) NOT NULL DEFAULT ('sad'),
  `kind` STRING(3) DEFAULT ('A  '),
  `state` STRING(MAX),
  `made` DATE DEFAULT (CURRENT_DATE('UTC')),
  `at` TIMESTAMP DEFAULT (CURRENT_TIMESTAMP()),
  `doc` JSON DEFAULT (JSON '{"a": 1}'),
  `tags` ARRAY<STRING(MAX)> DEFAULT ([]),
  `ratio` FLOAT64 DEFAULT (CAST('0.5' AS FLOAT64)),
  `small` FLOAT32 DEFAULT (CAST('-1' AS FLOAT32)),
  `flag` BOOL DEFAULT (TRUE),
  `guid` STRING(36) DEFAULT (GENERATE_UUID()),
  `raw` BYTES(MAX) DEFAULT (FROM_HEX('ff')),
  `amount` NUMERIC DEFAULT (NUMERIC '1.5'),
  `twice` INT64 AS (((`pair` * 2) + 1)) STORED,
  `label` STRING(MAX) AS (((`title` || ' #') || CAST(`pair` AS STRING))) STORED,
  CONSTRAINT `album_kind_check` CHECK ((`kind` IN ('A  ', 'LP '))),
  CONSTRAINT `album_made_check` CHECK ((`made` >= DATE '1900-01-01')),
  CONSTRAINT `album_state` CHECK (((`state` IN ('new', 'old')) OR ((`state` IS NULL) AND (NOT (`pair` = -1))))),
  CONSTRAINT `album_title_check` CHECK ((CHAR_LENGTH(`title`) > 0)),
  CONSTRAINT `cost_price_check` CHECK ((`cost` >= NUMERIC '0')),
  CONSTRAINT `album_feeling_labels` CHECK (`feeling` IN ('happy', 'sad', 'so-so\\'s'))
) PRIMARY KEY (`album_id`)\
"""
                  .strip(),
              "CREATE UNIQUE NULL_FILTERED INDEX `album_upc_key` ON `album` (`upc`)",
              "CREATE UNIQUE INDEX `album_code_key` ON `album` (`code`)",
              "CREATE UNIQUE NULL_FILTERED INDEX `album_code_pair_key` ON `album` (`code`, `pair`)",
              "ALTER TABLE `album` ADD CONSTRAINT `album_artist_id_fkey` FOREIGN KEY (`artist_id`)"
                  + " REFERENCES `artist` (`artist_id`)");
      assertThat(sql(plan.scripts().afterLoad()))
          .containsExactly(
              "CREATE INDEX `album_title` ON `album` (`title` DESC, `pair`) STORING (`upc`)");
      assertThat(sql(plan.scripts().afterCutover()))
          .containsExactly(
              "ALTER TABLE `album` ADD CONSTRAINT `album_artist_id_fkey_cascade` FOREIGN KEY"
                  + " (`artist_id`) REFERENCES `artist` (`artist_id`) ON DELETE CASCADE",
              "ALTER TABLE `album` DROP CONSTRAINT `album_artist_id_fkey`");
      assertThat(lines(plan.notes()))
          .filteredOn(line -> line.startsWith("NOT_MOVED"))
          .extracting(line -> line.replaceFirst(":.*", ""))
          .containsExactly(
              "NOT_MOVED index album_doc of public.album",
              "NOT_MOVED index album_json of public.album",
              "NOT_MOVED index album_lower of public.album",
              "NOT_MOVED unique index album_part of public.album",
              "NOT_MOVED check album_ratio_check of public.album",
              "NOT_MOVED check loud of public.album",
              "NOT_MOVED check odd of public.album");
      assertThat(plan.reportText())
          .contains(
              "view public.v",
              "function public.f(a integer)",
              "table public.album: a record",
              "public.album -> album, 22 column(s), key (album_id), level 1");
      assertTargetAccepts(plan);
    }
  }

  @Test
  void mapsEveryBuiltInTypeOrRefusesItWithTheOverrideThatMovesIt() {
    String types =
        """
        SELECT string_agg('c' || row_number || ' ' || type, ', ' ORDER BY row_number) FROM (
          SELECT row_number() OVER (ORDER BY t.typname), format_type(t.oid, NULL) AS type
          FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
          LEFT JOIN pg_type e ON e.oid = t.typelem
          WHERE n.nspname = 'pg_catalog' AND t.typtype IN ('b', 'r', 'm')
            AND coalesce(e.typtype NOT IN ('c', 'p'), true)) AS t
        """;
    try (TestSource source = TestSource.create("CREATE TABLE placeholder (id int PRIMARY KEY)")) {
      source.execute(
          "DO $$ BEGIN EXECUTE 'CREATE TABLE zoo (id int PRIMARY KEY, ' || ("
              + types
              + ") || ')'; END $$");
      SchemaPlan plan = plan(source);

      assertThat(plan.target().bySource(TableName.parse("public.zoo")).orElseThrow().columns())
          .hasSizeGreaterThan(100);
      assertThat(plan.refusals())
          .extracting(refusal -> refusal.found().replaceFirst(" cannot be moved.*", ""))
          .containsExactlyInAnyOrder(
              "type aclitem",
              "type aclitem[]",
              "type int2vector",
              "type int2vector[]",
              "type oidvector",
              "type oidvector[]",
              "type refcursor",
              "type refcursor[]",
              "type pg_node_tree",
              "type pg_ndistinct",
              "type pg_dependencies",
              "type pg_mcv_list",
              "type pg_brin_bloom_summary",
              "type pg_brin_minmax_multi_summary",
              "type gtsvector",
              "type gtsvector[]");
      assertThat(plan.refusals())
          .allSatisfy(refusal -> assertThat(refusal.remedy()).contains("\"STRING(MAX)\""));
      assertTargetAccepts(
          new SchemaPlan(
              plan.source(),
              plan.target(),
              plan.scripts(),
              plan.sequences(),
              List.of(),
              plan.notes()));
    }
  }
}
