package dev.crossover.sources.postgresql.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.Settings.Schema.Indexes;
import dev.crossover.contract.SettingsException;
import dev.crossover.contract.SourceException;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.schema.Mapping;
import dev.crossover.engine.schema.MappingFile;
import dev.crossover.engine.schema.Note;
import dev.crossover.engine.schema.Refusal;
import dev.crossover.engine.schema.SchemaApplier;
import dev.crossover.engine.schema.SchemaOptions;
import dev.crossover.engine.schema.SchemaPlan;
import dev.crossover.engine.schema.SchemaPlanner;
import dev.crossover.engine.schema.SchemaScript;
import dev.crossover.engine.schema.SequencePlan;
import dev.crossover.engine.schema.SourceSchema;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import dev.crossover.targets.spanner.ddl.SequenceDdl;
import dev.crossover.targets.spanner.ddl.SpannerSchemaApplier;
import dev.crossover.targets.spanner.schema.SpannerSchemaPlanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SchemaPlannerIT {
  private static final SchemaPlanner PLANNER = new SpannerSchemaPlanner();

  private static SchemaPlan plan(TestSource source, String mapping) {
    return plan(source, Indexes.BEFORE_LOAD, mapping);
  }

  private static SchemaPlan plan(TestSource source, Indexes indexes, String mapping) {
    return plan(
        source,
        new SchemaOptions(
            List.of("public"),
            List.of(),
            indexes,
            MappingFile.parse(mapping, "mapping.json", PLANNER::requireType)));
  }

  private static SchemaPlan plan(TestSource source, SchemaOptions options) {
    return PLANNER.plan(
        new PostgresqlCatalogue(source.database()).read(options.schemas(), options.excludeTables()),
        options);
  }

  private static SchemaPlan plan(TestSource source) {
    return plan(source, "{}");
  }

  private static List<String> sql(SchemaScript script) {
    return script.statements();
  }

  private static List<String> lines(List<Note> notes) {
    return notes.stream()
        .map(note -> note.kind() + " " + note.subject() + ": " + note.text())
        .toList();
  }

  /** Every script, twice and in every order that a run which was killed may leave. */
  private static void assertTargetAccepts(SchemaPlan plan) {
    try (SpannerDatabase target = TestSpanner.create(List.of())) {
      SchemaApplier application = new SpannerSchemaApplier(target);
      plan.orThrow();
      List<String> beforeLoad = plan.scripts().beforeLoad().statements();
      application.apply(new SchemaScript(beforeLoad.subList(0, (beforeLoad.size() * 2) / 3)));
      application.apply(plan.scripts().beforeLoad());
      application.apply(plan.scripts().afterLoad());
      application.apply(plan.scripts().beforeLoad());
      application.apply(plan.scripts().afterLoad());
      application.apply(plan.scripts().afterCutover());
      for (SequencePlan sequence : plan.sequences()) {
        application.apply(new SchemaScript(List.of(SequenceDdl.skip(sequence, 1000))));
        application.apply(new SchemaScript(List.of(SequenceDdl.skip(sequence, 2000))));
      }
      application.apply(plan.scripts().afterCutover());
      application.apply(plan.scripts().beforeLoad());
    }
  }

  static String chinook() throws IOException {
    try (var lines =
        Files.lines(Path.of("..", "..", "samples", "chinook", "chinook-postgresql.sql"))) {
      return lines
          .filter(line -> !line.matches("(?i)(DROP DATABASE|CREATE DATABASE|\\\\c ).*"))
          .collect(Collectors.joining("\n"));
    }
  }

  @Test
  void plansChinook() throws IOException {
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

      InMemoryBucket bucket = new InMemoryBucket();
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

  @Test
  void givesEveryObjectANameThatSpannerAcceptsAndTellsWhatItRenamed() {
    String longName = "a".repeat(63);
    String sql =
        """
        CREATE TABLE "Orders" ("Id" int PRIMARY KEY, "id" int, "select" text, "_hidden" int,
          "naïve $name" int, UNIQUE (id));
        CREATE TABLE orders (id int PRIMARY KEY, code int);
        CREATE INDEX orders_id_key1 ON orders (code);
        CREATE TABLE "select" ("from" int PRIMARY KEY, "order" int REFERENCES orders);
        CREATE TABLE crossover_sentinel (id int PRIMARY KEY);
        CREATE TABLE "9 lives" (id int PRIMARY KEY);
        CREATE TABLE one (id int PRIMARY KEY, v int CONSTRAINT same CHECK (v > 0));
        CREATE TABLE two (id int PRIMARY KEY, v int CONSTRAINT same CHECK (v > 1));
        CREATE TABLE %s (%s int PRIMARY KEY);
        CREATE SCHEMA other;
        CREATE TABLE other.one (id int PRIMARY KEY);
        """
            .formatted(longName, longName);
    try (TestSource source = TestSource.create(sql)) {
      SchemaPlan plan =
          plan(
              source,
              new SchemaOptions(
                  List.of("public", "other"), List.of(), Indexes.BEFORE_LOAD, Mapping.NONE));

      assertThat(plan.refusals()).isEmpty();
      assertThat(plan.target().movedTables())
          .extracting(table -> table.source() + " " + table.name())
          .containsExactlyInAnyOrder(
              "public.Orders Orders",
              "public.orders public_orders",
              "public.select select",
              "public.crossover_sentinel x_crossover_sentinel",
              "public.9 lives x_9_lives",
              "public.one one",
              "other.one other_one",
              "public.two two",
              "public." + longName + " " + longName);
      assertThat(plan.target().bySource(TableName.parse("public.Orders")).orElseThrow().columns())
          .extracting(TargetColumn::name)
          .containsExactly("Id", "id_2", "select", "x_hidden", "na_ve__name");
      assertThat(sql(plan.scripts().beforeLoad()).toString())
          .contains("CONSTRAINT `same` CHECK", "CONSTRAINT `two_same` CHECK");
      assertThat(lines(plan.notes()))
          .contains(
              "RENAMED table public.orders: is public_orders in the target, since another one has"
                  + " that name (Spanner does not tell upper from lower case)",
              "RENAMED column public.Orders._hidden: is x_hidden in the target, since Spanner does"
                  + " not accept the source's name");
      assertTargetAccepts(plan);
    }
  }

  @Test
  void leavesForeignKeysInCyclesToAfterCutover() {
    String sql =
        """
        CREATE TABLE a (id int PRIMARY KEY, b int, self int REFERENCES a ON DELETE SET NULL);
        CREATE TABLE b (id int PRIMARY KEY, c int);
        CREATE TABLE c (id int PRIMARY KEY, a int REFERENCES a);
        ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b ON DELETE CASCADE;
        ALTER TABLE b ADD FOREIGN KEY (c) REFERENCES c;
        CREATE TABLE leaf (id int PRIMARY KEY, a int REFERENCES a, swap int UNIQUE DEFERRABLE);
        CREATE TABLE mixed (id citext_like PRIMARY KEY, big numeric(40,20) UNIQUE);
        CREATE TABLE text_child (id int PRIMARY KEY, big numeric(40,20) REFERENCES mixed (big));
        """
            .replace("citext_like", "char(3)");
    try (TestSource source = TestSource.create(sql)) {
      SchemaPlan plan = plan(source);

      assertThat(plan.target().movedTables())
          .extracting(table -> table.level() + " " + table.name())
          .containsExactly("0 a", "0 b", "0 c", "0 mixed", "0 text_child", "1 leaf");
      assertThat(sql(plan.scripts().afterCutover()))
          .extracting(statement -> statement.replaceFirst(" FOREIGN KEY.*REFERENCES", " ->"))
          .containsExactly(
              "CREATE UNIQUE NULL_FILTERED INDEX `leaf_swap_key` ON `leaf` (`swap`)",
              "ALTER TABLE `a` ADD CONSTRAINT `a_b_fkey` -> `b` (`id`) ON DELETE CASCADE",
              "ALTER TABLE `a` ADD CONSTRAINT `a_self_fkey` -> `a` (`id`)",
              "ALTER TABLE `b` ADD CONSTRAINT `b_c_fkey` -> `c` (`id`)",
              "ALTER TABLE `c` ADD CONSTRAINT `c_a_fkey` -> `a` (`id`)");
      assertThat(lines(plan.notes()))
          .contains(
              "CHANGED foreign key a_self_fkey of public.a: is moved without ON DELETE SET NULL,"
                  + " which Spanner does not have; do it in the application")
          .anyMatch(
              line ->
                  line.startsWith(
                      "NOT_MOVED foreign key text_child_big_fkey of public.text_child"));
      assertTargetAccepts(plan);
    }
  }

  @Test
  void interleavesTablesInTheirParentsAndLooksThemUpByTheirSourceKey() {
    String sql =
        """
        CREATE TABLE album (id int PRIMARY KEY, title text);
        CREATE TABLE track (
          id int PRIMARY KEY, album int NOT NULL REFERENCES album ON DELETE CASCADE, name text);
        CREATE TABLE cover (
          album int PRIMARY KEY REFERENCES album, picture bytea);
        CREATE TABLE line (
          album_id int REFERENCES album, number int, PRIMARY KEY (album_id, number));
        CREATE TABLE loose (id int PRIMARY KEY, album int REFERENCES album);
        """;
    String mapping =
        """
        {"tables": {
          "public.album": {"columns": {"id": {"rename": "album_id"}}},
          "public.track": {"rename": "tracks", "interleave_in": "public.album"},
          "public.line": {"interleave_in": "public.album"},
          "public.cover": {"interleave_in": "public.album"}}}
        """;
    try (TestSource source = TestSource.create(sql)) {
      SchemaPlan plan = plan(source, mapping);

      TargetTable track = plan.target().bySource(TableName.parse("public.track")).orElseThrow();
      assertThat(track.primaryKey()).containsExactly("album_id", "id");
      assertThat(track.sourceKey()).containsExactly("id");
      assertThat(track.interleavedIn()).contains("album");
      assertThat(track.foreignKeys()).isEmpty();
      assertThat(track.level()).isEqualTo(1);
      assertThat(sql(plan.scripts().beforeLoad()))
          .contains(
              "CREATE UNIQUE INDEX `tracks_source_key` ON `tracks` (`id`)",
              """
              CREATE TABLE `line` (
                `album_id` INT64 NOT NULL,
                `number` INT64 NOT NULL
              ) PRIMARY KEY (`album_id`, `number`),
                INTERLEAVE IN PARENT `album` ON DELETE NO ACTION\
              """
                  .strip());
      assertThat(sql(plan.scripts().afterCutover()))
          .containsExactly("ALTER TABLE `tracks` SET ON DELETE CASCADE");
      assertTargetAccepts(plan);

      assertThat(
              plan(
                      source,
                      "{'tables': {'public.loose': {'interleave_in': 'public.album'}}}"
                          .replace('\'', '"'))
                  .refusals())
          .extracting(Refusal::message)
          .singleElement()
          .asString()
          .contains("table public.loose", "its column album can be NULL");
      assertThat(
              plan(
                      source,
                      "{'tables': {'public.track': {'interleave_in': 'public.album'}}}"
                          .replace('\'', '"'))
                  .refusals())
          .extracting(Refusal::message)
          .singleElement()
          .asString()
          .contains("rename the parent's key column, such as to album_id");
    }
  }

  @Test
  void movesAPartitionedTableAsOneAndReportsItsPartitionsElsewhere() {
    String sql =
        """
CREATE SCHEMA archive;
CREATE TABLE event (id int, at date, note text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE archive.event_1 PARTITION OF event FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')
  PARTITION BY HASH (id);
CREATE TABLE event_1_1 PARTITION OF archive.event_1 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE TABLE event_rest PARTITION OF event DEFAULT;
CREATE INDEX event_note ON event (note);
CREATE TABLE of_event (id int PRIMARY KEY, event int, at date,
  FOREIGN KEY (event, at) REFERENCES event);
""";
    try (TestSource source = TestSource.create(sql)) {
      SchemaPlan plan = plan(source);

      assertThat(plan.refusals()).isEmpty();
      assertThat(plan.target().movedTables())
          .extracting(TargetTable::name)
          .containsExactly("event", "of_event");
      assertThat(plan.source().table(TableName.parse("public.event")).orElseThrow().partitions())
          .extracting(TableName::toString)
          .containsExactly("archive.event_1", "public.event_1_1", "public.event_rest");
      assertThat(sql(plan.scripts().beforeLoad()))
          .contains("CREATE INDEX `event_note` ON `event` (`note`)");
      assertTargetAccepts(plan);
      source.execute("ALTER TABLE event DETACH PARTITION event_rest");
      assertThat(plan.source().changesTo(plan(source).source()))
          .containsExactly("table public.event was altered", "table public.event_rest was created");

      SchemaPlan ofArchive =
          plan(
              source,
              new SchemaOptions(List.of("archive"), List.of(), Indexes.BEFORE_LOAD, Mapping.NONE));
      assertThat(ofArchive.source().notMoved())
          .contains(
              new SourceSchema.NotMoved(
                  "partition",
                  "archive.event_1 of public.event",
                  "it is moved with its table only, whose schema source.schemas does not name"));
    }
  }

  @Test
  void refusesWhatWouldFailLaterAndSaysWhatToDo() {
    String sql =
        """
        CREATE TABLE keyless (a int NOT NULL, b int);
        CREATE UNIQUE INDEX keyless_a ON keyless (a);
        CREATE UNLOGGED TABLE volatile (id int PRIMARY KEY);
        CREATE TABLE parent (id int PRIMARY KEY);
        CREATE TABLE child (more int, PRIMARY KEY (id)) INHERITS (parent);
        CREATE TABLE json_key (id jsonb PRIMARY KEY);
        CREATE TABLE array_key (id int[] PRIMARY KEY);
        CREATE TABLE wide_key (a int, b int, c int, d int, e int, f int, g int, h int, i int, j int,
          k int, l int, m int, n int, o int, p int, q int,
          PRIMARY KEY (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q));
        CREATE TABLE late_key (id int PRIMARY KEY DEFERRABLE);
        CREATE TYPE pair AS (a int, b int);
        CREATE TABLE odd (id int PRIMARY KEY, twin pair, matrix int[][],
          root float8 GENERATED ALWAYS AS (id ^ 0.5) STORED);
        """;
    try (TestSource source = TestSource.create(sql)) {
      assertThat(plan(source).refusals())
          .extracting(Refusal::message)
          .containsExactly(
              "table public.keyless: it has no primary key; allowed: tables with a primary key,"
                  + " since changes are applied by key; run ALTER TABLE \"public\".\"keyless\""
                  + " ADD PRIMARY KEY USING INDEX \"keyless_a\"; or add the table to"
                  + " source.exclude_tables and copy it yourself while the source is fenced",
              "table public.late_key: its primary key is DEFERRABLE, so the log does not tell which"
                  + " row a change is about; allowed: a key that is not deferrable, or REPLICA"
                  + " IDENTITY FULL; run ALTER TABLE \"public\".\"late_key\" REPLICA IDENTITY"
                  + " FULL;",
              "table public.parent: tables inherit from it: [public.child]; allowed: tables without"
                  + " INHERITS (declarative partitions are fine); add it to"
                  + " source.exclude_tables if it has no rows of its own, or make the tables that"
                  + " inherit from it partitions",
              "table public.volatile: it is UNLOGGED, so its changes are not in the source's log;"
                  + " allowed: logged tables; run the script that preflight gives for"
                  + " logged-tables, in its order, or add it to source.exclude_tables",
              "table public.wide_key: its primary key has 17 columns; allowed: at most 16; give the"
                  + " table a shorter key, or add it to source.exclude_tables",
              "column public.array_key.id: it is part of the primary key and becomes ARRAY<INT64>;"
                  + " allowed: key columns of any type but ARRAY and JSON; set \"type\":"
                  + " \"STRING(MAX)\" for it in the mapping file",
              "column public.json_key.id: it is part of the primary key and becomes JSON; allowed:"
                  + " key columns of any type but ARRAY and JSON; set \"type\": \"STRING(MAX)\" for"
                  + " it in the mapping file",
              "column public.odd.twin: type public.pair cannot be moved: it is a composite type;"
                  + " allowed: types with an equal in Spanner; set \"type\":"
                  + " \"STRING(MAX)\" for it in the mapping file, which moves its text form, or"
                  + " \"skip\": true",
              "column public.odd.matrix: type integer[] cannot be moved: its arrays have 2"
                  + " dimensions; allowed: types with an equal in Spanner; set \"type\":"
                  + " \"STRING(MAX)\" for it in the mapping file, which moves its text form, or"
                  + " \"skip\": true",
              "column public.odd.root: it is generated as ((id)::numeric ^ 0.5), which is not"
                  + " certain to give equal values; allowed: sums, differences and products of"
                  + " integers, and joined texts; give its GoogleSQL expression as \"generated_as\""
                  + " in the mapping file, or \"skip\": true");
      String mapping =
          """
          {"tables": {
            "public.keyless": {"skip": true}, "public.volatile": {"skip": true},
            "public.parent": {"skip": true},
            "public.wide_key": {"skip": true}, "public.late_key": {"skip": true},
            "public.json_key": {"columns": {"id": {"type": "STRING(MAX)"}}},
            "public.array_key": {"columns": {"id": {"type": "STRING(MAX)"}}},
            "public.odd": {"columns": {
              "twin": {"skip": true}, "matrix": {"type": "STRING(MAX)"},
              "root": {"generated_as": "POW(id, 0.5)"}}}}}
          """;
      SchemaPlan plan = plan(source, mapping);
      assertThat(plan.refusals()).isEmpty();
      TargetTable odd = plan.target().bySource(TableName.parse("public.odd")).orElseThrow();
      assertThat(odd.skippedColumns()).containsExactly("twin");
      assertThat(odd.writtenColumns())
          .extracting(TargetColumn::name)
          .containsExactly("id", "matrix");
      assertThat(lines(plan.notes()))
          .contains(
              "NOT_MOVED column public.odd.twin: the mapping file skips it",
              "CHANGED table public.child: is a table of its own in the target: it inherits from"
                  + " [public.parent] in the source");
      assertTargetAccepts(plan);
      assertThatThrownBy(() -> plan(source).orThrow())
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("10 thing(s)");
    }
  }

  @Test
  void plansTheHandOverOfSequences() {
    String sql =
        """
        CREATE TABLE s (id bigserial PRIMARY KEY, other int GENERATED ALWAYS AS IDENTITY,
          code text DEFAULT 'x' || nextval('s_id_seq'));
        CREATE TABLE t (id int PRIMARY KEY DEFAULT nextval('s_id_seq'), big numeric);
        CREATE SEQUENCE free INCREMENT 5 START 100;
        SELECT nextval('s_id_seq'), nextval('s_id_seq');
        """;
    try (TestSource source = TestSource.create(sql)) {
      SchemaPlan plan = plan(source);

      assertThat(plan.sequences())
          .extracting(
              sequence ->
                  "%s %s %s"
                      .formatted(
                          sequence.name(),
                          sequence.source().last(),
                          sequence.feeds().stream()
                              .map(feed -> feed.table() + "." + feed.column())
                              .toList()))
          .containsExactly(
              "s_id_seq Optional[2] [s.id, t.id]", "s_other_seq Optional.empty [s.other]");
      assertThat(plan.scripts().beforeLoad().statements())
          .contains(
              "CREATE SEQUENCE IF NOT EXISTS `s_other_seq` OPTIONS (sequence_kind ="
                  + " 'bit_reversed_positive')")
          .anyMatch(
              statement ->
                  statement.contains(
                      "`other` INT64 NOT NULL DEFAULT (GET_NEXT_SEQUENCE_VALUE(SEQUENCE"
                          + " `s_other_seq`))"));
      assertThat(lines(plan.notes()))
          .contains(
              "NOT_MOVED sequence public.free: no column draws from it; if the application does,"
                  + " create one in the target");
      assertTargetAccepts(plan);
    }
  }

  @Test
  void noticesEveryChangeOfATableButNotItsRowsOrComments() {
    try (TestSource source =
        TestSource.create(
            "CREATE TYPE mood AS ENUM ('a'); CREATE TABLE t (id serial PRIMARY KEY, m mood)")) {
      SourceSchema before = plan(source).source();
      source.execute(
          "INSERT INTO t (m) VALUES ('a'); ANALYZE; COMMENT ON TABLE t IS 'x'; CREATE VIEW v AS"
              + " SELECT 1 AS one");
      SourceSchema same = plan(source).source();
      assertThat(same.fingerprint()).isEqualTo(before.fingerprint());
      assertThat(before.changesTo(same)).isEmpty();

      source.execute("ALTER TYPE mood ADD VALUE 'b'");
      source.execute("CREATE TABLE u (id int PRIMARY KEY)");
      SourceSchema after = plan(source).source();
      assertThat(after.fingerprint()).isNotEqualTo(before.fingerprint());
      assertThat(before.changesTo(after))
          .containsExactly("table public.t was altered", "table public.u was created");
    }
  }

  @Test
  void refusesATargetTableThatIsNotAsPlanned() {
    try (TestSource source = TestSource.create("CREATE TABLE t (id int PRIMARY KEY, v text)");
        SpannerDatabase target =
            TestSpanner.create(
                List.of("CREATE TABLE T (id INT64, v STRING(3)) PRIMARY KEY (id)"))) {
      SchemaPlan plan = plan(source);
      assertThatThrownBy(() -> new SpannerSchemaApplier(target).apply(plan.scripts().beforeLoad()))
          .isInstanceOf(TargetException.class)
          .hasMessageContaining("the target has a t already, but it is not as planned");
    }
  }

  @Test
  void refusesASchemaThatTheSourceDoesNotHave() {
    try (TestSource source = TestSource.create("CREATE SCHEMA shop")) {
      assertThatThrownBy(
              () ->
                  plan(
                      source,
                      new SchemaOptions(
                          List.of("shopp"), List.of(), Indexes.BEFORE_LOAD, Mapping.NONE)))
          .isInstanceOf(SourceException.class)
          .hasMessage("the source has no schema shopp; correct source.schemas");
    }
  }
}
