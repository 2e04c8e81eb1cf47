package dev.crossover.sources.mysql.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.schema.SourceTable;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.mysql.sql.Backticks;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The change stream reads every text as the server does. The log has a text's bytes in its column's
 * character set, and not every set of the server has an equal in Java.
 */
public record TextCharsets(MysqlDatabase source, TablesToMove tables) implements Check {
  /** Those of which it was tried that the stream and a query give the same text. */
  private static final Set<String> EXACT =
      Set.of(
          "utf8mb4",
          "utf8mb3",
          "utf8",
          "utf16",
          "utf16le",
          "utf32",
          "ucs2",
          "ascii",
          "latin1",
          "latin2",
          "cp1250",
          "cp1251",
          "koi8r",
          "greek",
          "hebrew",
          "tis620",
          "sjis",
          "cp932",
          "ujis",
          "gbk",
          "gb2312",
          "big5",
          "euckr",
          "cp850",
          "cp852",
          "cp866",
          "macroman",
          "binary");

  private static final String COLUMNS =
      """
      SELECT DISTINCT table_schema, table_name, character_set_name FROM information_schema.columns
       WHERE character_set_name IS NOT NULL AND lower(data_type) NOT IN ('enum', 'set')
         AND table_schema IN (%s) ORDER BY 1, 2, 3
      """;

  private record Used(TableName table, String charset) {}

  @Override
  public String name() {
    return "text-charsets";
  }

  @Override
  public List<Finding> look() {
    Set<TableName> moved =
        tables.read().stream().map(SourceTable::name).collect(Collectors.toSet());
    Map<TableName, Set<String>> doubtful = new LinkedHashMap<>();
    new MysqlQuery(source, "the character sets of the columns")
            .list(
                COLUMNS.formatted(MysqlQuery.parameters(tables.schemas())),
                row ->
                    new Used(new TableName(row.getString(1), row.getString(2)), row.getString(3)),
                tables.schemas())
            .stream()
            .filter(used -> moved.contains(used.table()) && !EXACT.contains(used.charset()))
            .forEach(
                used ->
                    doubtful
                        .computeIfAbsent(used.table(), none -> new TreeSet<>())
                        .add(used.charset()));
    return doubtful.isEmpty()
        ? List.of(Finding.pass(this, "the change stream reads every text as the server does"))
        : doubtful.entrySet().stream()
            .map(entry -> finding(entry.getKey(), entry.getValue()))
            .toList();
  }

  private Finding finding(TableName table, Set<String> charsets) {
    return Finding.fail(
        this,
        "%s has texts in %s, which the change stream may read otherwise than the server"
            .formatted(table, String.join(", ", charsets)),
        "ALTER TABLE %s CONVERT TO CHARACTER SET utf8mb4; or add the table to source.exclude_tables"
            .formatted(Backticks.quoted(table)));
  }
}
