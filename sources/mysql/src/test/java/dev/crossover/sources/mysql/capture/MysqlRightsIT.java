package dev.crossover.sources.mysql.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.SecretReference;
import dev.crossover.contract.Settings;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.schema.Mapping;
import dev.crossover.engine.schema.SourceSchema.NotMoved;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.source.Fence;
import dev.crossover.engine.source.FenceRecord;
import dev.crossover.engine.source.SourceChecks;
import dev.crossover.engine.verify.Verdict;
import dev.crossover.sources.mysql.MysqlSource;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.OnEveryServer;
import dev.crossover.sources.mysql.ServerKind;
import dev.crossover.sources.mysql.schema.MysqlCatalogue;
import dev.crossover.sources.mysql.sql.Backticks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A user who has the rights of the documentation, and no others, goes the whole path. */
@OnEveryServer
class MysqlRightsIT {
  private static final Path PAGE = Path.of("..", "docs", "GRANTS.md");
  private static final String USER = "crossover_user";

  private final MysqlTestSource source;
  private final List<TableName> tables;

  MysqlRightsIT(ServerKind server) {
    source =
        MysqlTestSource.create(
            server,
            """
            CREATE TABLE item (id int PRIMARY KEY, name varchar(9) COLLATE utf8mb4_bin);
            INSERT INTO item VALUES (1, 'one'), (2, 'two'), (3, 'three');
            DROP USER IF EXISTS crossover_user, item_app, shop_app, shop_batch;
            DROP USER IF EXISTS shop_app@'127.0.0.1';
            CREATE USER crossover_user IDENTIFIED BY '%s';
            CREATE USER item_app IDENTIFIED BY 'x';
            """
                .formatted(MysqlTestSource.PASSWORD));
    source.execute("GRANT INSERT, UPDATE ON %s.item TO item_app".formatted(source.name()));
    tables = List.of(new TableName(source.name(), "item"));
  }

  @AfterEach
  void close() {
    source.execute("DROP USER crossover_user, item_app");
    source.close();
  }

  /** The statements that the page has for the server. */
  private List<String> rights() {
    try {
      Path page = Files.exists(PAGE) ? PAGE : Path.of("..").resolve(PAGE);
      String heading = source.server() == ServerKind.MARIADB ? "## MariaDB" : "## MySQL";
      String section = Files.readString(page, UTF_8).split(heading + "\n", 2)[1];
      String script =
          section.substring(section.indexOf("```sql\n") + 7, section.indexOf("\n```\n"));
      return script
          .lines()
          .map(line -> line.replaceFirst(" *--.*", ""))
          .filter(line -> line.startsWith("GRANT "))
          .map(line -> line.replace("the_database", Backticks.quoted(source.name())))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MysqlSource asTheUser() {
    return MysqlSource.open(
        new Settings.Source(
            "127.0.0.1",
            source.port(),
            source.name(),
            USER,
            new SecretReference("env", "UNUSED"),
            List.of(source.name()),
            List.of(),
            List.of("item_app"),
            "prefer"),
        new Settings.Capture("rights", "none", 100, 64 * 1024),
        MysqlTestSource.PASSWORD);
  }

  private List<Finding> findings() {
    try (MysqlSource opened = asTheUser()) {
      SourceChecks checks = opened.checks();
      return Stream.of(
              checks.reading(), checks.capturing(), List.of(opened.fenceCheck(() -> tables)))
          .flatMap(List::stream)
          .flatMap(MysqlRightsIT::look)
          .filter(finding -> finding.verdict() == Finding.Verdict.FAIL)
          .toList();
    }
  }

  private static Stream<Finding> look(Check check) {
    try {
      return check.look().stream();
    } catch (RuntimeException refused) {
      return Stream.of(Finding.fail(check, refused.getMessage(), ""));
    }
  }

  @Test
  void preflightNamesEachMissingRight() {
    rights().forEach(source::execute);
    assertThat(findings()).isEmpty();
    for (String right : rights()) {
      source.execute(right.replace("GRANT ", "REVOKE ").replace(" TO ", " FROM "));
      assertThat(findings()).as(right).extracting(Finding::hint).contains(right);
      source.execute(right);
    }
  }

  @Test
  void rowsChangesAndVerificationNeedNoOther() {
    rights().forEach(source::execute);
    try (MysqlTestSource limited = source.as(USER);
        BothPaths paths = new BothPaths(limited, Mapping.NONE)) {
      paths.bulk(2);
      source.execute("INSERT INTO item VALUES (4, 'four')");
      source.execute("UPDATE item SET name = 'zwei' WHERE id = 2");
      source.execute("DELETE FROM item WHERE id = 1");

      assertThat(paths.follow()).isEmpty();
      assertThat(paths.strings("SELECT name FROM item ORDER BY id"))
          .containsExactly("zwei", "three", "four");
      assertThat(paths.verify().verdict()).isEqualTo(Verdict.PASS);
    }
  }

  @Test
  void theReportSaysWhatTheRightsDoNotShowAndWhichRightWould() {
    rights().forEach(source::execute);
    source.execute(
        """
        CREATE TRIGGER shy BEFORE INSERT ON item FOR EACH ROW SET @a = 1;
        CREATE PROCEDURE quiet() SELECT 1;
        CREATE EVENT late ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01' DO SELECT 1;
        CREATE VIEW wide AS SELECT id FROM item\
        """);
    String schema = source.name();
    List<String> seen =
        new ArrayList<>(List.of("event " + schema + ".late", "view " + schema + ".wide"));
    if (source.server() == ServerKind.MARIADB) {
      seen.add("procedure " + schema + ".quiet");
    } else {
      seen.add("routines of " + schema);
    }
    seen.add("triggers of " + schema);
    List<NotMoved> before = notMoved();
    assertThat(before).extracting(this::named).containsExactlyInAnyOrderElementsOf(seen);

    before.stream()
        .map(NotMoved::reason)
        .filter(reason -> reason.contains("GRANT "))
        .forEach(
            reason ->
                source.execute(
                    reason.substring(reason.indexOf("GRANT "), reason.lastIndexOf(';'))));

    assertThat(notMoved())
        .extracting(this::named)
        .containsExactlyInAnyOrder(
            "event " + schema + ".late",
            "view " + schema + ".wide",
            "procedure " + schema + ".quiet",
            "trigger shy on " + schema + ".item");
  }

  private String named(NotMoved object) {
    return object.kind() + " " + object.name();
  }

  private List<NotMoved> notMoved() {
    try (MysqlTestSource limited = source.as(USER)) {
      return new MysqlCatalogue(limited.database())
          .read(List.of(source.name()), List.of()).notMoved().stream()
              .filter(
                  object ->
                      object.name().contains(source.name() + ".")
                          || object.name().endsWith(" " + source.name()))
              .toList();
    }
  }

  @Test
  void theFenceNeedsNoOther() {
    rights().forEach(source::execute);
    try (MysqlSource opened = asTheUser()) {
      opened.capture(tables).setup().create();
      Fence fence = opened.fence(tables);
      FenceRecord record = fence.look().record();
      fence.raise(1, "memory", record);
      assertThat(fence.leaks(record)).isEmpty();
      assertThat(opened.writers(tables).open()).isEmpty();
      opened.log().mark();
      fence.seal(1, record);
      fence.lower(2, record);
      opened.capture(tables).setup().remove();
    }
  }
}
