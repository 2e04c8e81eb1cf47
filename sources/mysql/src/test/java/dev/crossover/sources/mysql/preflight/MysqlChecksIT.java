package dev.crossover.sources.mysql.preflight;

import static dev.crossover.contract.Settings.Source.UnloggedCascades.RECOPY;
import static dev.crossover.contract.Settings.Source.UnloggedCascades.REFUSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crossover.contract.Settings;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.preflight.Finding.Verdict;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.source.TableSizes.Size;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.OnEveryServer;
import dev.crossover.sources.mysql.ServerKind;
import dev.crossover.sources.mysql.schema.MysqlCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The checks on a real server, which is as the tests of migrations have it. */
@OnEveryServer
class MysqlChecksIT {
  @Parameter ServerKind server;

  private static MysqlTestSource source;

  @BeforeParameterizedClassInvocation
  static void create(ServerKind on) {
    source =
        MysqlTestSource.create(
            on,
            """
            CREATE TABLE parent (id int PRIMARY KEY, name varchar(9) COLLATE utf8mb4_general_ci,
              UNIQUE KEY (name));
            CREATE TABLE child (id int PRIMARY KEY, parent int,
              CONSTRAINT belongs FOREIGN KEY (parent) REFERENCES parent (id) ON DELETE CASCADE);
            CREATE TABLE lonely (id int PRIMARY KEY, parent int,
              CONSTRAINT left_alone FOREIGN KEY (parent) REFERENCES parent (id)
                ON DELETE SET NULL ON UPDATE CASCADE);
            CREATE TABLE strict (id int PRIMARY KEY, parent int,
              CONSTRAINT refuses FOREIGN KEY (parent) REFERENCES parent (id));
            CREATE TABLE label (code varchar(9) COLLATE %s PRIMARY KEY,
              kind enum('a', 'b') NOT NULL, UNIQUE KEY (kind));
            CREATE TABLE booking (id int PRIMARY KEY, room int, since date, until date%s);
            CREATE TABLE host (id int PRIMARY KEY, address %s);
            CREATE TABLE letter (id int PRIMARY KEY, body text CHARACTER SET eucjpms,
              state enum('a') CHARACTER SET armscii8);
            CREATE TABLE mark (id int PRIMARY KEY, state enum('a') CHARACTER SET armscii8);
            """
                .formatted(
                    on == ServerKind.MARIADB ? "utf8mb4_nopad_bin" : "utf8mb4_0900_bin",
                    on == ServerKind.MARIADB
                        ? ", PERIOD FOR stay (since, until), UNIQUE (room, stay WITHOUT OVERLAPS)"
                        : "",
                    on == ServerKind.MARIADB ? "inet6" : "varbinary(16)"));
  }

  @AfterParameterizedClassInvocation
  static void close() {
    source.close();
  }

  private static TablesToMove moved(String... excluded) {
    List<String> schemas = List.of(source.name());
    return new TablesToMove(
        new MysqlCatalogue(source.database()),
        schemas,
        Stream.of(excluded).map(name -> source.name() + "." + name).toList());
  }

  private static UnloggedCascades cascades(
      Settings.Source.UnloggedCascades policy, TablesToMove tables) {
    return new UnloggedCascades(
        tables, policy, schemas -> Map.of(new TableName(source.name(), "child"), new Size(7, 0)));
  }

  static Stream<Check> passing() {
    return Stream.of(
        new BinaryLog(source.database()),
        new BinlogRetention(source.database(), () -> Duration.ZERO),
        new ReadPrivileges(source.database(), MysqlTestSource.USER, List.of(source.name())),
        new CapturePrivileges(source.database(), MysqlTestSource.USER),
        new ReadableDefinitions(source.database(), moved("host", "booking")),
        new TextCharsets(source.database(), moved("letter")),
        cascades(REFUSE, moved("child", "lonely")),
        new FoldedKeys(moved("parent")));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void passesOnAServerThatIsReady(Check check) {
    assertThat(check.look()).extracting(Finding::verdict).containsExactly(Verdict.PASS);
  }

  @Test
  void refusesForeignKeysThatChangeRowsWithoutALineInTheLogAndSaysTheWaysOut() {
    assumeTrue(server == ServerKind.MARIADB, "this server logs what its foreign keys change");
    assertThat(cascades(REFUSE, moved()).look())
        .allSatisfy(finding -> assertThat(finding.verdict()).isEqualTo(Verdict.FAIL))
        .extracting(Finding::observed)
        .satisfiesExactly(
            child ->
                assertThat(child).contains("belongs", source.name() + ".child", "DELETE CASCADE"),
            lonely -> assertThat(lonely).contains("left_alone", "SET NULL", "UPDATE CASCADE"));
    String hint = cascades(REFUSE, moved("lonely")).look().get(0).hint();
    assertThat(hint).endsWith("add " + source.name() + ".child to source.exclude_tables");
    try {
      source.execute(hint.substring(0, hint.indexOf(" and let")).replace("; ", ";\n"));
      assertThat(cascades(REFUSE, moved("lonely")).look())
          .extracting(Finding::verdict)
          .containsExactly(Verdict.PASS);
    } finally {
      source.execute(
          """
          ALTER TABLE child DROP FOREIGN KEY belongs;
          ALTER TABLE child ADD CONSTRAINT belongs FOREIGN KEY (parent) REFERENCES parent (id)
            ON DELETE CASCADE
          """);
    }
  }

  @Test
  void saysWhatItTakesToCopyRowsAgainThatForeignKeysChangeWithoutALineInTheLog() {
    assumeTrue(server == ServerKind.MARIADB, "this server logs what its foreign keys change");
    assertThat(cascades(RECOPY, moved()).look())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
              assertThat(finding.observed())
                  .contains(source.name() + ".child (about 7 rows)", source.name() + ".lonely (")
                  .contains("they may differ, and verify does not judge that before");
              assertThat(finding.hint()).contains("once more inside the fence, which is downtime");
            });
  }

  @Test
  void aServerThatLogsWhatItsForeignKeysChangeNeedsNoPolicy() {
    assumeTrue(server == ServerKind.MYSQL, "no MariaDB logs it");
    assertThat(cascades(REFUSE, moved()).look())
        .extracting(Finding::verdict)
        .containsExactly(Verdict.PASS);
  }

  @Test
  void namesTheKeysThatTheSourceFindsByMoreThanOneSpelling() {
    assertThat(new FoldedKeys(moved()).look())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
              assertThat(finding.observed())
                  .endsWith(": " + source.name() + ".parent.name (unique key name)");
            });
  }

  @Test
  void refusesATableWhoseDefinitionTheChangeStreamCannotRead() {
    assumeTrue(server == ServerKind.MARIADB, "no type of MySQL is known that it cannot read");
    assertThat(new ReadableDefinitions(source.database(), moved()).look())
        .allSatisfy(finding -> assertThat(finding.verdict()).isEqualTo(Verdict.FAIL))
        .extracting(finding -> finding.observed() + finding.hint())
        .satisfiesExactly(
            booking ->
                assertThat(booking)
                    .contains(source.name() + ".booking", "WITHOUT OVERLAPS", "drop a key"),
            host -> assertThat(host).contains(source.name() + ".host", "INET6", "another type"));
  }

  @Test
  void refusesTextsOfACharacterSetThatTheChangeStreamReadsOtherwise() {
    assertThat(new TextCharsets(source.database(), moved()).look())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
              assertThat(finding.observed()).contains(source.name() + ".letter", "eucjpms");
              assertThat(finding.hint()).contains("CONVERT TO CHARACTER SET utf8mb4");
            });
  }
}
