package dev.crossover.sources.mysql.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.crossover.engine.schema.Expression;
import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.schema.SourceColumn.Fill;
import dev.crossover.sources.mysql.schema.MysqlTypes.Declaration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions and defaults as MySQL 9.7 and MariaDB 11.4 print them, taken from real servers. */
class PrintedExpressionsTest {
  private static final MysqlFills MYSQL = new MysqlFills(false);
  private static final MysqlFills MARIADB = new MysqlFills(true);

  private static final Map<String, SourceColumn> COLUMNS =
      Map.ofEntries(
          column("i", "int", "int", 0, ""),
          column("u", "int", "int unsigned", 0, ""),
          column("z", "int", "int(5) unsigned zerofill", 0, ""),
          column("y", "year", "year", 0, ""),
          column("n", "decimal", "decimal(12,3)", 0, ""),
          column("f", "double", "double", 0, ""),
          column("b", "bit", "bit(1)", 0, ""),
          column("d", "date", "date", 0, ""),
          column("t", "timestamp", "timestamp", 0, ""),
          column("s", "varchar", "varchar(30)", 30, "utf8mb4_0900_bin"),
          column("c", "char", "char(3)", 3, "utf8mb4_bin"),
          column("p", "varchar", "varchar(30)", 30, "utf8mb4_bin"),
          column("v", "varchar", "varchar(30)", 30, "utf8mb4_0900_ai_ci"));

  private static Map.Entry<String, SourceColumn> column(
      String name, String type, String declared, long length, String collation) {
    Declaration declaration = new Declaration(type, declared, length, 12, 3, collation, false);
    return Map.entry(
        name,
        new SourceColumn(
            name,
            MysqlTypes.of(declaration),
            true,
            Fill.NONE,
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty()));
  }

  private static Optional<Expression> check(MysqlFills server, String printed) {
    return server.ofCheck(
        PrintedText.expression(printed, server.mariadb()),
        name -> Optional.ofNullable(COLUMNS.get(name)));
  }

  static Stream<Arguments> both() {
    return Stream.of(
        arguments("(`i` > 0)", "`i` > 0"),
        arguments("(`i` between -(5) and `u`)", "`i` between -5 and `u`"),
        arguments("(((`i` + (2 * `u`)) - 1) <= 10)", "`i` + 2 * `u` - 1 <= 10"),
        arguments("(`n` in (1,2.5,-(3)))", "`n` in (1,2.5,-3)"),
        arguments("(`s` = _utf8mb4\\'it\\\\\\'s\\')", "`s` = 'it\\'s'"),
        arguments("(`s` in (_utf8mb4\\'a\\',_utf8mb4\\'b\\\\\\\\n\\'))", "`s` in ('a','b\\\\n')"),
        arguments("(`s` <> _utf8mb4\\'%\\\\\\'\"`\\')", "`s` <> '%\\'\"`'"),
        arguments("(`s` = _utf8mb4\\'nl\\\\nend\\')", "`s` = 'nl\\nend'"),
        arguments("(`s` like _utf8mb4\\'a_%\\')", "`s` like 'a_%'"),
        arguments("(not((`s` like _utf8mb4\\'%b%\\')))", "not (`s` like '%b%')"),
        arguments("(trim(`s`) <> _utf8mb4\\'\\')", "trim(`s`) <> ''"),
        arguments("(char_length(`v`) > 1)", "char_length(`v`) > 1"),
        arguments("(`c` = _utf8mb4\\'a\\')", "`c` = 'a'"),
        arguments("(`d` >= DATE\\'2020-02-29\\')", "`d` >= DATE'2020-02-29'"),
        arguments("(`d` >= _utf8mb4\\'2020-02-29\\')", "`d` >= '2020-02-29'"),
        arguments("((`i` > 0) = true)", "`i` > 0 = 1"),
        arguments("((0 = `i`) or (`i` > 3))", "0 = `i` or `i` > 3"),
        arguments("(`b` = 1)", "`b` = 1"),
        arguments("((`i` is null) = (`u` is null))", "`i` is null = (`u` is null)"),
        arguments("(ifnull(`i`,0) > 0)", "ifnull(`i`,0) > 0"));
  }

  @ParameterizedTest
  @MethodSource("both")
  void theTwoServersMeanTheSameByTheirOwnWords(String mysql, String mariadb) {
    assertThat(check(MYSQL, mysql)).isPresent().isEqualTo(check(MARIADB, mariadb));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`v` = 'a'",
        "`p` = 'a'",
        "`s` = 'a '",
        "`s` > 'a'",
        "`s` = 5",
        "`s` like 'a\\\\%'",
        "`s` like 'a|%' escape '|'",
        "`s` = 'é' collate utf8mb4_bin",
        "`i` = '5'",
        "`i` > 1e3",
        "`i` > 0x10",
        "`i` / 2 = 1",
        "`i` DIV 2 = 1",
        "`i` & 1 = 1",
        "`i` <=> `u`",
        "`i` xor `u`",
        "`i` in (1,NULL)",
        "`i` in (`u`,1)",
        "`n` * 2 > 1",
        "`f` > 0",
        "`y` > 70",
        "`d` = 20200101",
        "`d` >= '2020-02-30'",
        "`d` >= '0000-00-00'",
        "`t` < '2020-01-01 00:00:00'",
        "octet_length(`s`) > 1",
        "ucase(`s`) = `s`",
        "if(`i` > 0,`u` > 0,`u` < 0)",
        "concat(`i`,'a') = '5A'",
        "`missing` > 0",
        "`s`",
        "`i` > 0) or (`u` > 0"
      })
  void whatMayDecideOtherwiseIsLeftOut(String printed) {
    assertThat(check(MARIADB, printed)).isEmpty();
  }

  @Test
  void mysqlPrintsOtherLettersAsTheirBytesSoTheyAreLeftOut() {
    assertThat(check(MYSQL, "(`s` = _utf8mb4\\'Ã©\\')")).isEmpty();
    assertThat(check(MARIADB, "`s` = 'é'")).isPresent();
  }

  private static Fill byDefault(String printed, String extra, Declaration column) {
    return MYSQL.ofDefault(printed, extra, MysqlTypes.of(column), MysqlTypes.labels(column));
  }

  static Stream<Arguments> moved() {
    return Stream.of(
        arguments("it's", "", text("varchar"), "it's"),
        arguments("NULL", "", text("varchar"), "NULL"),
        arguments("current_timestamp()", "", text("varchar"), "current_timestamp()"),
        arguments("_utf8mb4\\'abc\\'", "DEFAULT_GENERATED", text("text"), "abc"),
        arguments("-5", "", of("int", "int"), "-5"),
        arguments("0000", "", of("year", "year"), "0"),
        arguments("b'101'", "", of("bit", "bit(8)"), "5"),
        arguments("b'1'", "", of("bit", "bit(1)"), "true"),
        arguments("1.50", "", of("decimal", "decimal(12,3)"), "1.50"),
        arguments(
            "0x616263", "", new Declaration("binary", "binary(3)", 3, 0, 0, "", false), "616263"),
        arguments("y'z", "", of("enum", "enum('x','y''z')"), "y'z"),
        arguments("2020-01-02", "", of("date", "date"), "2020-01-02"),
        arguments("2020-01-02 03:04:05", "", of("datetime", "datetime"), "2020-01-02 03:04:05"),
        arguments("_utf8mb4\\'{\"a\":1}\\'", "DEFAULT_GENERATED", of("json", "json"), "{\"a\":1}"));
  }

  private static Declaration of(String type, String declared) {
    return new Declaration(type, declared, 0, 12, 3, "", false);
  }

  private static Declaration text(String type) {
    return new Declaration(type, type, 40, 0, 0, "utf8mb4_0900_ai_ci", false);
  }

  @ParameterizedTest
  @MethodSource("moved")
  void aConstantDefaultOfMysqlIsMoved(
      String printed, String extra, Declaration column, String value) {
    assertThat(byDefault(printed, extra, column).expression())
        .contains(Expression.literal(MysqlTypes.of(column).type().kind(), value));
  }

  static Stream<Arguments> leftOut() {
    return Stream.of(
        arguments("upper(_utf8mb4\\'x\\')", "DEFAULT_GENERATED", text("varchar")),
        arguments("_utf8mb4\\'Ã©\\'", "DEFAULT_GENERATED", text("varchar")),
        arguments("(1 + 2)", "DEFAULT_GENERATED", of("int", "int")),
        arguments("0x61", "", new Declaration("varbinary", "varbinary(4)", 4, 0, 0, "", false)),
        arguments("0000-00-00", "", of("date", "date")),
        arguments("2024-00-15 00:00:00", "", of("datetime", "datetime")),
        arguments("2020-01-02 03:04:05", "", of("timestamp", "timestamp")),
        arguments("(now() + interval 1 day)", "DEFAULT_GENERATED", of("datetime", "datetime")),
        arguments("json_object(_utf8mb4\\'a\\',1)", "DEFAULT_GENERATED", of("json", "json")),
        arguments("::1", "", of("inet6", "inet6")));
  }

  @ParameterizedTest
  @MethodSource("leftOut")
  void everyOtherDefaultOfMysqlIsKeptAsItsTextAlone(
      String printed, String extra, Declaration column) {
    Fill fill = byDefault(printed, extra, column);

    assertThat(fill.kind()).isEqualTo(Fill.Kind.DEFAULT);
    assertThat(fill.text()).isEqualTo(printed.replace("\\'", "'"));
    assertThat(fill.expression()).isEmpty();
  }
}
