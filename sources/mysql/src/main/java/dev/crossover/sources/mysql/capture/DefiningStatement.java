package dev.crossover.sources.mysql.capture;

import static java.util.regex.Pattern.CASE_INSENSITIVE;
import static java.util.regex.Pattern.DOTALL;

import dev.crossover.engine.schema.TableName;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement of the log that is not about rows.
 *
 * @param schema the database in which it ran; empty if in none
 */
record DefiningStatement(String schema, String sql) {
  /** What {@code SHOW BINLOG EVENTS} writes before a statement. */
  private static final Pattern USE = Pattern.compile("use `((?:[^`]|``)*)`; (.*)", DOTALL);

  private static final Pattern STRING = Pattern.compile("'(?:[^'\\\\]|''|\\\\.)*+'", DOTALL);

  private static final String SPACE = "(?:\\s|/\\*(?!!).*?\\*/)";
  private static final String NAME = "(?:`(?:[^`]|``)+`|[^\\s`.,;(]+)";
  private static final String TABLE = "(?<table>" + NAME + "(?:\\s*\\.\\s*" + NAME + ")?)";

  /**
   * Takes tables away or gives them other names. Whoever makes a table that was there does one of
   * these before, or replaces it.
   */
  private static final Pattern TAKES =
      pattern("(?:RENAME TABLES?|DROP TABLES?|CREATE OR REPLACE TABLE) (?<table>.*)");

  private static final Pattern TAKES_DATABASE =
      pattern("DROP (?:DATABASE|SCHEMA) (?:IF EXISTS )?(?<schema>" + NAME + ").*");

  private static final Pattern ALTERS =
      pattern("ALTER (?:ONLINE )?(?:IGNORE )?TABLE (?:IF EXISTS )?" + TABLE + "(?<rest>.*)");

  /** Of an ALTER: another name, or rows that come or go without being logged. */
  private static final Pattern MOVES =
      pattern(
          "(?:.*\\b)?(?:RENAME (?!(?:COLUMN|INDEX|KEY|CONSTRAINT)\\b)"
              + "|(?:DROP|TRUNCATE|EXCHANGE|CONVERT) PARTITION|CONVERT TABLE"
              + "|(?:DISCARD|IMPORT)(?: PARTITION .*)? TABLESPACE).*");

  private static final Pattern WORD =
      Pattern.compile("`((?:[^`]|``)+)`|([\\w$\\u0080-\\uFFFF]+)|(\\S)");

  private static Pattern pattern(String words) {
    return Pattern.compile(
        SPACE + "*" + words.replace(" ", SPACE + "+"), CASE_INSENSITIVE | DOTALL);
  }

  /**
   * @param info as {@code SHOW BINLOG EVENTS} has it
   */
  static DefiningStatement logged(String info) {
    Matcher use = USE.matcher(info);
    return use.matches()
        ? new DefiningStatement(use.group(1).replace("``", "`"), use.group(2))
        : new DefiningStatement("", info);
  }

  /**
   * Whether a table may be another one afterwards, or have other rows than the log tells. A
   * statement that only rebuilds a table does neither, nor does TRUNCATE, which comes as a change.
   */
  boolean replaces(TableName table) {
    String bare = STRING.matcher(sql).replaceAll("''");
    Matcher dropped = TAKES_DATABASE.matcher(bare);
    if (dropped.matches()) {
      return unquoted(dropped.group("schema")).equalsIgnoreCase(table.schema());
    }
    Matcher taken = TAKES.matcher(bare);
    if (taken.matches()) {
      return names(taken.group("table"), table);
    }
    Matcher altered = ALTERS.matcher(bare);
    return altered.matches()
        && MOVES.matcher(altered.group("rest")).matches()
        && names(altered.group("table") + " " + altered.group("rest"), table);
  }

  private static String unquoted(String name) {
    Matcher word = WORD.matcher(name);
    return word.find() && word.group(1) != null ? word.group(1).replace("``", "`") : name;
  }

  /** Whether a text has the table's name, alone in its database or behind that one's. */
  private boolean names(String text, TableName table) {
    Matcher word = WORD.matcher(text);
    String owner = schema;
    String last = "";
    while (word.find()) {
      if (".".equals(word.group(3))) {
        owner = last;
        continue;
      }
      last = unquoted(word.group());
      if (last.equalsIgnoreCase(table.name()) && owner.equalsIgnoreCase(table.schema())) {
        return true;
      }
      owner = schema;
    }
    return false;
  }
}
