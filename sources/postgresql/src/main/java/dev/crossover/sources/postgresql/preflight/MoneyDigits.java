package dev.crossover.sources.postgresql.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.sources.postgresql.sql.PostgresqlQuery;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Amounts of type {@code money} have two digits behind the point. PostgreSQL stores a whole number,
 * and only the database's {@code lc_monetary} says how many of its digits are behind the point; our
 * sessions print it with two.
 */
public final class MoneyDigits implements Check {
  private static final int READ = 2;

  // The type of a domain is the domain; its base is what counts.
  private static final String COLUMNS =
      """
      SELECT format('%I.%I', n.nspname, c.relname), n.nspname || '.' || c.relname,
             quote_ident(a.attname)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_type t ON t.oid = a.atttypid
       WHERE n.nspname = ANY (?) AND c.relkind IN ('r', 'p') AND NOT c.relispartition
         AND a.attnum > 0 AND NOT a.attisdropped
         AND CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END
             IN ('money'::regtype, 'money[]'::regtype)
       ORDER BY 1, a.attnum
      """;

  // What the database has itself, below the setting of our own sessions; the amount takes part of
  // the setting's text, so that it is converted after the setting is in force.
  private static final String OWN =
      """
      SELECT own, scale(('0' || left(own, 0))::money::numeric)
        FROM (SELECT set_config('lc_monetary', reset_val, true) AS own
                FROM pg_settings WHERE name = 'lc_monetary' OFFSET 0) AS s
      """;

  /** A column of type money. */
  record Column(String quotedTable, String name) {}

  /** How the database prints money. */
  record Own(String locale, int digits) {}

  private final MovedTables tables;

  public MoneyDigits(MovedTables tables) {
    this.tables = tables;
  }

  @Override
  public String name() {
    return "money-digits";
  }

  @Override
  public List<Finding> look() {
    List<Column> columns =
        tables.list(
            "the columns of type money",
            COLUMNS,
            row -> new Column(row.getString(1), row.getString(3)));
    if (columns.isEmpty()) {
      return List.of(Finding.pass(this, "no columns of type money"));
    }
    Own own =
        new PostgresqlQuery(tables.source(), "the database's lc_monetary")
            .list(OWN, row -> new Own(row.getString(1), row.getInt(2)))
            .get(0);
    return List.of(judge(own, columns));
  }

  Finding judge(Own own, List<Column> columns) {
    String found =
        "lc_monetary is %s: %d digits behind the point of money"
            .formatted(own.locale(), own.digits());
    if (own.digits() == READ) {
      return Finding.pass(this, found);
    }
    return Finding.fail(
        this,
        found
            + ", where 2 are read, so every amount would be another one: "
            + columns.stream()
                .map(column -> column.quotedTable() + "." + column.name())
                .collect(Collectors.joining(", ")),
        columns.stream()
            .map(
                column ->
                    "ALTER TABLE %s ALTER COLUMN %s TYPE numeric(19,%d);"
                        .formatted(column.quotedTable(), column.name(), own.digits()))
            .collect(Collectors.joining("\n")));
  }
}
