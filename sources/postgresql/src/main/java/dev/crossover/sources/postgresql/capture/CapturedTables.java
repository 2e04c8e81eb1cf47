package dev.crossover.sources.postgresql.capture;

import static dev.crossover.sources.postgresql.sql.Identifiers.literal;

import dev.crossover.engine.schema.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which tables the publication has carried from its start, by their OIDs. A table that is made anew
 * under the same name is another one: it is in no publication, and what is written to it is in no
 * file.
 *
 * @param publication its name
 * @param expected every table that it must carry
 */
record CapturedTables(String publication, List<TableName> expected) {
  /** Partitions are listed too: their rows are the root's, whose publication carries them. */
  static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS crossover.captured (
        relation oid PRIMARY KEY, schema_name text, table_name text, published boolean);
      """;

  private static final String RECORD =
      """
      DELETE FROM crossover.captured;
      INSERT INTO crossover.captured
      SELECT DISTINCT c.oid, n.nspname, c.relname, c.oid = p.prrelid
      FROM pg_publication_rel p
      JOIN pg_publication b ON b.oid = p.prpubid AND b.pubname = %s
      CROSS JOIN LATERAL (
        SELECT p.prrelid AS oid UNION SELECT relid FROM pg_partition_tree(p.prrelid)) member
      JOIN pg_class c ON c.oid = member.oid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      """;

  /** The last two columns of a publication's table came with PostgreSQL 15. */
  private static final String COMPARE =
      """
      SELECT r.schema_name, r.table_name, r.published,
             named.oid IS NOT NULL AS has_name, named.oid = r.relation AS is_same,
             now_named.name AS present_name, p.prrelid IS NOT NULL AS is_published,
             coalesce(to_jsonb(p) ->> 'prqual', to_jsonb(p) ->> 'prattrs') IS NOT NULL AS in_part
      FROM crossover.captured r
      LEFT JOIN LATERAL (
        SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = r.schema_name AND c.relname = r.table_name) named ON true
      LEFT JOIN LATERAL (
        SELECT n.nspname || '.' || c.relname AS name
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.oid = r.relation) now_named ON true
      LEFT JOIN pg_publication_rel p
        ON p.prrelid = r.relation
        AND p.prpubid = (SELECT oid FROM pg_publication WHERE pubname = %s)
      ORDER BY 1, 2
      """;

  private static final String WHOLE =
      "SELECT pubinsert AND pubupdate AND pubdelete AND pubtruncate AND pubviaroot"
          + " FROM pg_publication WHERE pubname = %s";

  /** Remembers what the publication carries now. */
  void record(Statement statement) throws SQLException {
    statement.execute(RECORD.formatted(literal(publication)));
  }

  /** What is no longer carried as it was, one line each. */
  List<String> changes(Connection connection) throws SQLException {
    List<String> changes = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      if (!isRecorded(statement)) {
        return List.of("the list of captured tables, crossover.captured, is gone");
      }
      publication(statement).ifPresent(changes::add);
      changes.addAll(tables(statement));
    }
    return changes;
  }

  private static boolean isRecorded(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("SELECT to_regclass('crossover.captured') IS NOT NULL")) {
      return row.next() && row.getBoolean(1);
    }
  }

  private Optional<String> publication(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery(WHOLE.formatted(literal(publication)))) {
      if (!row.next()) {
        return Optional.of("publication " + publication + " is gone");
      }
      return row.getBoolean(1)
          ? Optional.empty()
          : Optional.of("publication " + publication + " no longer carries every kind of change");
    }
  }

  private List<String> tables(Statement statement) throws SQLException {
    List<String> changes = new ArrayList<>();
    Set<TableName> missing = new TreeSet<>(expected);
    try (ResultSet row = statement.executeQuery(COMPARE.formatted(literal(publication)))) {
      while (row.next()) {
        TableName table = new TableName(row.getString(1), row.getString(2));
        missing.remove(table);
        change(row, table).ifPresent(changes::add);
      }
    }
    missing.forEach(table -> changes.add("table " + table + " was never captured"));
    return changes;
  }

  private Optional<String> change(ResultSet row, TableName table) throws SQLException {
    if (row.getBoolean("has_name") && !row.getBoolean("is_same")) {
      return Optional.of(
          "table %s was swapped: what has its name now was made later and is not captured"
              .formatted(table));
    }
    return row.getBoolean("published") ? changeOfPublished(row, table) : Optional.empty();
  }

  private Optional<String> changeOfPublished(ResultSet row, TableName table) throws SQLException {
    if (!row.getBoolean("has_name")) {
      return Optional.of(
          Optional.ofNullable(row.getString("present_name"))
              .map(name -> "table %s has another name now, %s".formatted(table, name))
              .orElse("table " + table + " was dropped"));
    }
    if (!row.getBoolean("is_published")) {
      return Optional.of("publication %s no longer has %s".formatted(publication, table));
    }
    return row.getBoolean("in_part")
        ? Optional.of(
            "publication %s has only some rows or columns of %s".formatted(publication, table))
        : Optional.empty();
  }
}
