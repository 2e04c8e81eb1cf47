package dev.crossover.sources.mysql.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crossover.engine.schema.SourceTable;
import dev.crossover.engine.schema.UnloggedChanges;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.OnEveryServer;
import dev.crossover.sources.mysql.RunningServer;
import dev.crossover.sources.mysql.ServerKind;
import dev.crossover.sources.mysql.schema.MysqlCatalogue;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** What foreign keys change by themselves, as the stream has it and as the catalogue says it. */
@OnEveryServer
class CascadesIT {
  private static final String TABLES =
      """
      CREATE TABLE house (id int PRIMARY KEY, code int UNIQUE);
      CREATE TABLE flat (id int PRIMARY KEY, house int,
        FOREIGN KEY (house) REFERENCES house (id) ON DELETE CASCADE);
      CREATE TABLE room (id int PRIMARY KEY, flat int, n int,
        FOREIGN KEY (flat) REFERENCES flat (id) ON DELETE CASCADE);
      CREATE TABLE tenant (id int PRIMARY KEY, room int,
        FOREIGN KEY (room) REFERENCES room (id) ON DELETE SET NULL);
      CREATE TABLE letter (id int PRIMARY KEY, code int,
        FOREIGN KEY (code) REFERENCES house (code) ON UPDATE CASCADE);
      CREATE TABLE plain (id int PRIMARY KEY, code int,
        FOREIGN KEY (code) REFERENCES house (code));
      INSERT INTO house VALUES (1, 10), (2, 20);
      INSERT INTO flat VALUES (11, 1), (21, 2);
      INSERT INTO room VALUES (111, 11, 1), (112, 11, 1), (211, 21, 1);
      INSERT INTO tenant VALUES (1, 111), (2, 211);
      INSERT INTO letter VALUES (1, 20);
      """;

  private static final String[] NAMES = {"house", "flat", "room", "tenant", "letter", "plain"};

  private static final Map<String, UnloggedChanges> UNLOGGED =
      Map.of(
          "flat", new UnloggedChanges(true, List.of()),
          "room", new UnloggedChanges(true, List.of()),
          "tenant", new UnloggedChanges(false, List.of("room")),
          "letter", new UnloggedChanges(false, List.of("code")));

  @Parameter private ServerKind server;

  /** By table; those that all are in the log are left out. */
  private static Map<String, UnloggedChanges> unlogged(MysqlTestSource source) {
    Map<String, UnloggedChanges> unlogged = new TreeMap<>();
    for (SourceTable table :
        new MysqlCatalogue(source.database()).read(List.of(source.name()), List.of()).tables()) {
      if (table.movement().unlogged().occur()) {
        unlogged.put(table.name().name(), table.movement().unlogged());
      }
    }
    return unlogged;
  }

  /** What the stream carried, in its order. */
  private static List<String> carried(MysqlTestCapture capture) {
    return Stream.of(NAMES)
        .flatMap(table -> capture.records(table).stream().map(record -> new Carried(table, record)))
        .sorted(Comparator.comparing(carried -> MysqlTestCapture.position(carried.record())))
        .map(carried -> carried.table() + " " + MysqlTestCapture.summary(carried.record()))
        .toList();
  }

  private record Carried(String table, GenericRecord record) {}

  private static List<String> changed(MysqlTestSource source) {
    try (MysqlTestCapture capture = new MysqlTestCapture(source, NAMES).begin().start()) {
      source.execute("DELETE FROM house WHERE id = 1");
      source.execute("UPDATE house SET code = 25 WHERE id = 2");
      capture.drain();
      assertThat(source.texts("SELECT concat_ws(' ', id, room) FROM tenant ORDER BY id"))
          .containsExactly("1", "2 211");
      assertThat(source.texts("SELECT id FROM room")).containsExactly("211");
      assertThat(source.texts("SELECT code FROM letter")).containsExactly("25");
      return carried(capture);
    }
  }

  @Test
  void theStreamHasWhatForeignKeysChangeWhereTheCatalogueSaysThatTheLogHasIt() {
    try (MysqlTestSource source = MysqlTestSource.create(server, TABLES)) {
      if (server == ServerKind.MARIADB) {
        assertThat(unlogged(source)).isEqualTo(UNLOGGED);
        assertThat(changed(source)).containsExactly("house DELETE 1", "house UPDATE 2");
      } else {
        assertThat(unlogged(source)).isEmpty();
        assertThat(changed(source))
            .containsExactly(
                "flat DELETE 11",
                "room DELETE 111",
                "tenant UPDATE 1",
                "room DELETE 112",
                "house DELETE 1",
                "letter UPDATE 1",
                "house UPDATE 2");
      }
    }
  }

  @Test
  void aServerThatIsStartedToKeepThemFromItsLogIsFoundAlsoWhenItIsStartedAnewOnceMore() {
    assumeTrue(server == ServerKind.MYSQL, "no MariaDB logs them");
    try (RunningServer keeping = server.start("--innodb-native-foreign-keys=ON");
        MysqlTestSource source = MysqlTestSource.create(keeping.port(), TABLES)) {
      assertThat(unlogged(source)).isEqualTo(UNLOGGED);
      assertThat(changed(source)).containsExactly("house DELETE 1", "house UPDATE 2");
      try (MysqlTestCapture capture = new MysqlTestCapture(source, NAMES).begin()) {
        assertThat(capture.setup().uncaptured()).isEmpty();

        // As if the stream had begun before the server was started in this way.
        source.execute("UPDATE crossover.captured SET cascades_logged = TRUE");
        assertThat(capture.setup().uncaptured())
            .hasSize(UNLOGGED.size())
            .allSatisfy(line -> assertThat(line).contains("innodb_native_foreign_keys = ON"));
        capture.start();
        assertThat(capture.awaitFailure())
            .hasMessageContaining("foreign keys, while the server ran with")
            .hasMessageContaining("run cleanup, then run");

        source.execute("UPDATE crossover.captured SET cascades_logged = FALSE");
        assertThat(capture.setup().uncaptured()).hasSize(UNLOGGED.size());
      }
    }
  }
}
