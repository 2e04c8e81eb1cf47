package dev.crossover.sources.postgresql.schema;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.crossover.engine.schema.SourceSequence;
import dev.crossover.engine.schema.SourceSequence.Feed;
import dev.crossover.engine.schema.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sequences of the chosen schemas, with the columns that draw from them. */
final class SequenceCatalogue {
  private static final String SEQUENCES =
      """
      SELECT c.oid, n.nspname, c.relname, s.seqincrement, s.seqmin, s.seqmax,
             CASE WHEN has_sequence_privilege(c.oid, 'SELECT, USAGE')
            THEN pg_sequence_last_value(c.oid) END AS last
      FROM pg_sequence s
      JOIN pg_class c ON c.oid = s.seqrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ANY (?) AND c.relpersistence <> 't'
      ORDER BY n.nspname, c.relname
      """;
  // An identity column holds its sequence by an internal dependency; a default names its sequence,
  // and feeds the column from it only if it does nothing else with the value.
  private static final String FEEDS =
      """
      SELECT d.objid AS sequence, n.nspname, t.relname, a.attname
      FROM pg_depend d
      JOIN pg_class t ON t.oid = d.refobjid
      JOIN pg_namespace n ON n.oid = t.relnamespace
      JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
      WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
        AND d.deptype = 'i' AND d.refobjsubid > 0 AND a.attidentity <> ''
      UNION
      SELECT d.refobjid, n.nspname, t.relname, a.attname
      FROM pg_depend d
      JOIN pg_attrdef f ON f.oid = d.objid
      JOIN pg_class t ON t.oid = f.adrelid
      JOIN pg_namespace n ON n.oid = t.relnamespace
      JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = f.adnum
      WHERE d.classid = 'pg_attrdef'::regclass AND d.refclassid = 'pg_class'::regclass
        AND NOT t.relispartition
        AND pg_get_expr(f.adbin, f.adrelid) ~ '^nextval\\(''([^'']|'''')+''::regclass\\)$'
        AND EXISTS (SELECT FROM pg_sequence s WHERE s.seqrelid = d.refobjid)
      ORDER BY 2, 3, 4
      """;

  private SequenceCatalogue() {}

  static List<SourceSequence> read(Connection connection, Array schemas) throws SQLException {
    Map<Long, List<Feed>> feeds =
        CatalogueQuery.run(connection, FEEDS, row -> Map.entry(row.getLong("sequence"), feed(row)))
            .stream()
            .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    return CatalogueQuery.run(connection, SEQUENCES, row -> sequence(row, feeds), schemas);
  }

  private static Feed feed(ResultSet row) throws SQLException {
    return new Feed(
        new TableName(row.getString("nspname"), row.getString("relname")),
        row.getString("attname"));
  }

  private static SourceSequence sequence(ResultSet row, Map<Long, List<Feed>> feeds)
      throws SQLException {
    long last = row.getLong("last");
    Optional<Long> used = row.wasNull() ? Optional.empty() : Optional.of(last);
    return new SourceSequence(
        new TableName(row.getString("nspname"), row.getString("relname")),
        row.getLong("seqincrement"),
        row.getLong("seqmin"),
        row.getLong("seqmax"),
        used,
        feeds.getOrDefault(row.getLong("oid"), List.of()));
  }
}
