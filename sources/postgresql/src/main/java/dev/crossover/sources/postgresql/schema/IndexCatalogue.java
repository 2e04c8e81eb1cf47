package dev.crossover.sources.postgresql.schema;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.crossover.engine.schema.SourceTable.IndexColumn;
import dev.crossover.engine.schema.SourceTable.SourceIndex;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The indexes of the tables that are moved, without those of constraints, ordered by name. */
final class IndexCatalogue {
  // Bit 0 of indoption says DESC. An expression has number 0 in indkey and so no name here.
  private static final String INDEXES =
      """
      SELECT i.indrelid, ic.relname, am.amname, i.indisunique, i.indisvalid,
             coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) AS nulls_equal,
             i.indpred IS NOT NULL AS partial, i.indexprs IS NOT NULL AS computed,
             i.indnkeyatts, pg_get_indexdef(i.indexrelid) AS definition,
             ARRAY(SELECT coalesce(a.attname::text, '')
                   FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(num, place)
                   LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.num
                                           AND k.num <> 0
                   ORDER BY k.place) AS columns,
             ARRAY(SELECT (o.flags & 1)::text
                   FROM unnest(i.indoption::int2[]) WITH ORDINALITY AS o(flags, place)
                   ORDER BY o.place) AS descending
      FROM pg_index i
      JOIN pg_class ic ON ic.oid = i.indexrelid
      JOIN pg_am am ON am.oid = ic.relam
      WHERE i.indrelid = ANY (?) AND NOT i.indisprimary
        AND NOT EXISTS (SELECT FROM pg_constraint c
                        WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x'))
      ORDER BY i.indrelid, ic.relname
      """;

  private IndexCatalogue() {}

  static Map<Long, List<SourceIndex>> read(Connection connection, Array tables)
      throws SQLException {
    return CatalogueQuery.run(
            connection, INDEXES, row -> Map.entry(row.getLong("indrelid"), index(row)), tables)
        .stream()
        .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
  }

  private static SourceIndex index(ResultSet row) throws SQLException {
    List<String> columns = CatalogueQuery.texts(row, "columns");
    List<String> descending = CatalogueQuery.texts(row, "descending");
    int keys = row.getInt("indnkeyatts");
    return new SourceIndex(
        row.getString("relname"),
        IntStream.range(0, keys)
            .mapToObj(i -> new IndexColumn(columns.get(i), descending.get(i).equals("1")))
            .toList(),
        columns.subList(keys, columns.size()),
        row.getBoolean("indisunique"),
        row.getBoolean("nulls_equal"),
        obstacle(row),
        row.getString("definition"));
  }

  private static Optional<String> obstacle(ResultSet row) throws SQLException {
    String method = row.getString("amname");
    if (!row.getBoolean("indisvalid")) {
      return Optional.of("it is invalid in the source");
    }
    if (!method.equals("btree")) {
      return Optional.of("it is a " + method + " index");
    }
    if (row.getBoolean("computed")) {
      return Optional.of("it is an index of expressions, not of columns");
    }
    if (row.getBoolean("partial")) {
      return Optional.of("it is an index of only a part of the rows");
    }
    return Optional.empty();
  }
}
